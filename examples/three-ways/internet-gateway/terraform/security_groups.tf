# Written by naisen. Change the intent and build again rather than this file.

# Answers need no rule of their own: security groups are stateful.
resource "aws_security_group" "windows" {
  name        = "way-1-windows"
  description = "Workload windows"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "way-1-windows"
  }
}

resource "aws_vpc_security_group_egress_rule" "windows_internet" {
  security_group_id = aws_security_group.windows.id
  description       = "HTTPS to the internet"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "0.0.0.0/0"
}
