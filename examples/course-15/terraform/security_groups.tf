# Written by naisen. Change the intent and build again rather than this file.

# Answers need no rule of their own: security groups are stateful.
resource "aws_security_group" "app" {
  name        = "course-app"
  description = "Workload app"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "course-app"
  }
}

resource "aws_vpc_security_group_egress_rule" "app_dynamodb" {
  security_group_id = aws_security_group.app.id
  description       = "Gateway endpoint of dynamodb"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  prefix_list_id    = aws_vpc_endpoint.dynamodb.prefix_list_id
}

resource "aws_vpc_security_group_egress_rule" "app_endpoints" {
  security_group_id            = aws_security_group.app.id
  description                  = "Interface endpoints"
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
  referenced_security_group_id = aws_security_group.endpoints.id
}

resource "aws_vpc_security_group_egress_rule" "app_private_link_443" {
  security_group_id            = aws_security_group.app.id
  description                  = "Endpoints of third parties"
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
  referenced_security_group_id = aws_security_group.private_link.id
}

resource "aws_vpc_security_group_egress_rule" "app_s3" {
  security_group_id = aws_security_group.app.id
  description       = "Gateway endpoint of s3"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  prefix_list_id    = aws_vpc_endpoint.s3.prefix_list_id
}

resource "aws_security_group" "endpoints" {
  name        = "course-endpoints"
  description = "Interface endpoints"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "course-endpoints"
  }
}

resource "aws_vpc_security_group_ingress_rule" "endpoints_app" {
  security_group_id            = aws_security_group.endpoints.id
  description                  = "Calls of app"
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
  referenced_security_group_id = aws_security_group.app.id
}

resource "aws_vpc_security_group_ingress_rule" "endpoints_ops" {
  security_group_id            = aws_security_group.endpoints.id
  description                  = "Calls of ops"
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
  referenced_security_group_id = aws_security_group.ops.id
}

resource "aws_vpc_security_group_ingress_rule" "endpoints_vpc" {
  security_group_id = aws_security_group.endpoints.id
  description       = "Other callers in the VPC"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "10.0.0.0/16"
}

resource "aws_security_group" "ops" {
  name        = "course-ops"
  description = "Workload ops"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "course-ops"
  }
}

resource "aws_vpc_security_group_egress_rule" "ops_endpoints" {
  security_group_id            = aws_security_group.ops.id
  description                  = "Interface endpoints"
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
  referenced_security_group_id = aws_security_group.endpoints.id
}

resource "aws_vpc_security_group_egress_rule" "ops_private_link_443" {
  security_group_id            = aws_security_group.ops.id
  description                  = "Endpoints of third parties"
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
  referenced_security_group_id = aws_security_group.private_link.id
}

resource "aws_vpc_security_group_egress_rule" "ops_s3" {
  security_group_id = aws_security_group.ops.id
  description       = "Gateway endpoint of s3"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  prefix_list_id    = aws_vpc_endpoint.s3.prefix_list_id
}

resource "aws_security_group" "private_link" {
  name        = "course-private-link"
  description = "Endpoints of third parties"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "course-private-link"
  }
}

resource "aws_vpc_security_group_ingress_rule" "private_link_app_443" {
  security_group_id            = aws_security_group.private_link.id
  description                  = "Calls of app"
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
  referenced_security_group_id = aws_security_group.app.id
}

resource "aws_vpc_security_group_ingress_rule" "private_link_ops_443" {
  security_group_id            = aws_security_group.private_link.id
  description                  = "Calls of ops"
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
  referenced_security_group_id = aws_security_group.ops.id
}
