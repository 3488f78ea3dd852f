resource "aws_vpc_endpoint" "s3" {
  vpc_id            = aws_vpc.shop.id
  service_name      = "com.amazonaws.${var.region}.s3"
  vpc_endpoint_type = "Gateway"
  route_table_ids   = [aws_route_table.app.id, aws_route_table.ops.id]
}

resource "aws_security_group" "endpoints" {
  name   = "shop-endpoints"
  vpc_id = aws_vpc.shop.id
}

resource "aws_vpc_security_group_ingress_rule" "endpoints" {
  security_group_id = aws_security_group.endpoints.id
  cidr_ipv4         = aws_vpc.shop.cidr_block
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_vpc_endpoint" "interface" {
  for_each            = toset(local.endpoints)
  vpc_id              = aws_vpc.shop.id
  service_name        = "com.amazonaws.${var.region}.${each.key}"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = values(aws_subnet.app)[*].id
  security_group_ids  = [aws_security_group.endpoints.id]
  private_dns_enabled = true
}

# The channel of Session Manager has a group of its own, and that group admits the shop only.
resource "aws_security_group" "session" {
  name   = "shop-session"
  vpc_id = aws_vpc.shop.id

  ingress {
    from_port       = 443
    to_port         = 443
    protocol        = "tcp"
    security_groups = [aws_security_group.shop.id]
  }
}

resource "aws_vpc_endpoint" "ssmmessages" {
  vpc_id              = aws_vpc.shop.id
  service_name        = "com.amazonaws.${var.region}.ssmmessages"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = [aws_subnet.ops.id]
  security_group_ids  = [aws_security_group.session.id]
  private_dns_enabled = true
}

# Another team owns this group: what it admits is not written here.
data "aws_security_group" "keys" {
  name = "shared-keys"
}

resource "aws_vpc_endpoint" "kms" {
  vpc_id              = aws_vpc.shop.id
  service_name        = "com.amazonaws.${var.region}.kms"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = values(aws_subnet.app)[*].id
  security_group_ids  = [data.aws_security_group.keys.id]
  private_dns_enabled = true
}
