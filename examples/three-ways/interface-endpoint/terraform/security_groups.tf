# Written by naisen. Change the intent and build again rather than this file.

# Answers need no rule of their own: security groups are stateful.
resource "aws_security_group" "endpoints" {
  name        = "way-3-endpoints"
  description = "Interface endpoints"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "way-3-endpoints"
  }
}

resource "aws_vpc_security_group_ingress_rule" "endpoints_on_premises" {
  security_group_id = aws_security_group.endpoints.id
  description       = "Calls from on-premises"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "192.168.0.0/16"
}

resource "aws_vpc_security_group_ingress_rule" "endpoints_windows" {
  security_group_id            = aws_security_group.endpoints.id
  description                  = "Calls of windows"
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
  referenced_security_group_id = aws_security_group.windows.id
}

resource "aws_security_group" "resolver" {
  name        = "way-3-resolver"
  description = "DNS queries from on-premises"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "way-3-resolver"
  }
}

resource "aws_vpc_security_group_ingress_rule" "resolver_tcp_on_premises" {
  security_group_id = aws_security_group.resolver.id
  description       = "DNS from on-premises"
  ip_protocol       = "tcp"
  from_port         = 53
  to_port           = 53
  cidr_ipv4         = "192.168.0.0/16"
}

resource "aws_vpc_security_group_ingress_rule" "resolver_udp_on_premises" {
  security_group_id = aws_security_group.resolver.id
  description       = "DNS from on-premises"
  ip_protocol       = "udp"
  from_port         = 53
  to_port           = 53
  cidr_ipv4         = "192.168.0.0/16"
}

resource "aws_security_group" "windows" {
  name        = "way-3-windows"
  description = "Workload windows"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "way-3-windows"
  }
}

resource "aws_vpc_security_group_egress_rule" "windows_endpoints" {
  security_group_id            = aws_security_group.windows.id
  description                  = "Interface endpoints"
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
  referenced_security_group_id = aws_security_group.endpoints.id
}
