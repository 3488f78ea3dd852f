# Written by naisen. Change the intent and build again rather than this file.

# Answers need no rule of their own: security groups are stateful.
resource "aws_security_group" "nat" {
  name        = "isolated-vpc-nat"
  description = "NAT instance"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "isolated-vpc-nat"
  }
}

resource "aws_vpc_security_group_egress_rule" "nat_internet" {
  security_group_id = aws_security_group.nat.id
  description       = "HTTPS to the internet"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_ingress_rule" "nat_uploader" {
  security_group_id            = aws_security_group.nat.id
  description                  = "Calls of uploader"
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
  referenced_security_group_id = aws_security_group.uploader.id
}

resource "aws_security_group" "uploader" {
  name        = "isolated-vpc-uploader"
  description = "Workload uploader"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "isolated-vpc-uploader"
  }
}

resource "aws_vpc_security_group_egress_rule" "uploader_internet" {
  security_group_id = aws_security_group.uploader.id
  description       = "HTTPS to the internet"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_egress_rule" "uploader_internet_ipv6" {
  security_group_id = aws_security_group.uploader.id
  description       = "IPv6 to the internet"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv6         = "::/0"
}

resource "aws_vpc_security_group_egress_rule" "uploader_s3" {
  security_group_id = aws_security_group.uploader.id
  description       = "Gateway endpoint of s3"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  prefix_list_id    = aws_vpc_endpoint.s3.prefix_list_id
}
