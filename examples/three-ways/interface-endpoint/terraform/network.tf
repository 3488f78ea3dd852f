# Written by naisen. Change the intent and build again rather than this file.

resource "aws_vpc" "main" {
  cidr_block = "10.2.0.0/16"

  # Private DNS of interface endpoints needs both.
  enable_dns_support   = true
  enable_dns_hostnames = true

  tags = {
    Name = "way-3"
  }
}

resource "aws_subnet" "private_a" {
  vpc_id            = aws_vpc.main.id
  availability_zone = "${local.region}a"
  cidr_block        = "10.2.0.0/20"

  tags = {
    Name = "way-3-private-a"
  }
}

resource "aws_subnet" "private_b" {
  vpc_id            = aws_vpc.main.id
  availability_zone = "${local.region}b"
  cidr_block        = "10.2.16.0/20"

  tags = {
    Name = "way-3-private-b"
  }
}

resource "aws_route_table" "private_a" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "way-3-private-a"
  }
}

resource "aws_route_table" "private_b" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "way-3-private-b"
  }
}

resource "aws_route_table_association" "private_a" {
  subnet_id      = aws_subnet.private_a.id
  route_table_id = aws_route_table.private_a.id
}

resource "aws_route_table_association" "private_b" {
  subnet_id      = aws_subnet.private_b.id
  route_table_id = aws_route_table.private_b.id
}

resource "aws_vpn_gateway" "main" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "way-3"
  }
}

resource "aws_route" "private_a_on_premises_192_168_0_0_16" {
  route_table_id         = aws_route_table.private_a.id
  destination_cidr_block = "192.168.0.0/16"
  gateway_id             = aws_vpn_gateway.main.id
}

resource "aws_route" "private_b_on_premises_192_168_0_0_16" {
  route_table_id         = aws_route_table.private_b.id
  destination_cidr_block = "192.168.0.0/16"
  gateway_id             = aws_vpn_gateway.main.id
}
