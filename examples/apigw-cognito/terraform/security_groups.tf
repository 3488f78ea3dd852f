# Written by naisen. Change the intent and build again rather than this file.

# Answers need no rule of their own: security groups are stateful.
resource "aws_security_group" "caller" {
  name        = "memo-caller"
  description = "Workload caller"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "memo-caller"
  }
}

resource "aws_vpc_security_group_egress_rule" "caller_endpoints" {
  security_group_id            = aws_security_group.caller.id
  description                  = "Interface endpoints"
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
  referenced_security_group_id = aws_security_group.endpoints.id
}

resource "aws_vpc_security_group_egress_rule" "caller_internet" {
  security_group_id = aws_security_group.caller.id
  description       = "HTTPS to the internet"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_security_group" "endpoints" {
  name        = "memo-endpoints"
  description = "Interface endpoints"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "memo-endpoints"
  }
}

resource "aws_vpc_security_group_ingress_rule" "endpoints_caller" {
  security_group_id            = aws_security_group.endpoints.id
  description                  = "Calls of caller"
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
  referenced_security_group_id = aws_security_group.caller.id
}
