# Written by naisen. Change the intent and build again rather than this file.

# Answers need no rule of their own: security groups are stateful.
resource "aws_security_group" "windows" {
  name        = "way-2-windows"
  description = "Workload windows"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "way-2-windows"
  }
}

resource "aws_vpc_security_group_egress_rule" "windows_s3" {
  security_group_id = aws_security_group.windows.id
  description       = "Gateway endpoint of s3"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  prefix_list_id    = aws_vpc_endpoint.s3.prefix_list_id
}
