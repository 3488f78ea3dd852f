# Written by naisen. Change the intent and build again rather than this file.

resource "aws_vpc" "main" {
  cidr_block                       = "172.19.0.0/20"
  assign_generated_ipv6_cidr_block = true

  # Private DNS of interface endpoints needs both.
  enable_dns_support   = true
  enable_dns_hostnames = true

  tags = {
    Name = "isolated-vpc"
  }
}

resource "aws_subnet" "private_a" {
  vpc_id                          = aws_vpc.main.id
  availability_zone               = "${local.region}a"
  cidr_block                      = "172.19.0.0/24"
  ipv6_cidr_block                 = cidrsubnet(aws_vpc.main.ipv6_cidr_block, 8, 0)
  assign_ipv6_address_on_creation = true

  tags = {
    Name = "isolated-vpc-private-a"
  }
}

resource "aws_subnet" "private_c" {
  vpc_id                          = aws_vpc.main.id
  availability_zone               = "${local.region}c"
  cidr_block                      = "172.19.2.0/24"
  ipv6_cidr_block                 = cidrsubnet(aws_vpc.main.ipv6_cidr_block, 8, 2)
  assign_ipv6_address_on_creation = true

  tags = {
    Name = "isolated-vpc-private-c"
  }
}

resource "aws_subnet" "private_d" {
  vpc_id                          = aws_vpc.main.id
  availability_zone               = "${local.region}d"
  cidr_block                      = "172.19.3.0/24"
  ipv6_cidr_block                 = cidrsubnet(aws_vpc.main.ipv6_cidr_block, 8, 3)
  assign_ipv6_address_on_creation = true

  tags = {
    Name = "isolated-vpc-private-d"
  }
}

resource "aws_subnet" "public_a" {
  vpc_id                          = aws_vpc.main.id
  availability_zone               = "${local.region}a"
  cidr_block                      = "172.19.8.0/26"
  ipv6_cidr_block                 = cidrsubnet(aws_vpc.main.ipv6_cidr_block, 8, 8)
  assign_ipv6_address_on_creation = true

  tags = {
    Name = "isolated-vpc-public-a"
  }
}

resource "aws_subnet" "public_c" {
  vpc_id                          = aws_vpc.main.id
  availability_zone               = "${local.region}c"
  cidr_block                      = "172.19.8.128/26"
  ipv6_cidr_block                 = cidrsubnet(aws_vpc.main.ipv6_cidr_block, 8, 10)
  assign_ipv6_address_on_creation = true

  tags = {
    Name = "isolated-vpc-public-c"
  }
}

resource "aws_subnet" "public_d" {
  vpc_id                          = aws_vpc.main.id
  availability_zone               = "${local.region}d"
  cidr_block                      = "172.19.8.192/26"
  ipv6_cidr_block                 = cidrsubnet(aws_vpc.main.ipv6_cidr_block, 8, 11)
  assign_ipv6_address_on_creation = true

  tags = {
    Name = "isolated-vpc-public-d"
  }
}

resource "aws_route_table" "private_a" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "isolated-vpc-private-a"
  }
}

resource "aws_route_table" "private_c" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "isolated-vpc-private-c"
  }
}

resource "aws_route_table" "private_d" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "isolated-vpc-private-d"
  }
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "isolated-vpc-public"
  }
}

resource "aws_route_table_association" "private_a" {
  subnet_id      = aws_subnet.private_a.id
  route_table_id = aws_route_table.private_a.id
}

resource "aws_route_table_association" "private_c" {
  subnet_id      = aws_subnet.private_c.id
  route_table_id = aws_route_table.private_c.id
}

resource "aws_route_table_association" "private_d" {
  subnet_id      = aws_subnet.private_d.id
  route_table_id = aws_route_table.private_d.id
}

resource "aws_route_table_association" "public_a" {
  subnet_id      = aws_subnet.public_a.id
  route_table_id = aws_route_table.public.id
}

resource "aws_route_table_association" "public_c" {
  subnet_id      = aws_subnet.public_c.id
  route_table_id = aws_route_table.public.id
}

resource "aws_route_table_association" "public_d" {
  subnet_id      = aws_subnet.public_d.id
  route_table_id = aws_route_table.public.id
}

resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "isolated-vpc"
  }
}

# IPv6 connections outwards, none inwards.
resource "aws_egress_only_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "isolated-vpc"
  }
}

resource "aws_eip" "nat" {
  domain   = "vpc"
  instance = aws_instance.nat.id

  tags = {
    Name = "isolated-vpc-nat"
  }

  depends_on = [aws_internet_gateway.main]
}

resource "aws_route" "private_a_internet" {
  route_table_id         = aws_route_table.private_a.id
  destination_cidr_block = "0.0.0.0/0"
  network_interface_id   = aws_instance.nat.primary_network_interface_id
}

resource "aws_route" "private_a_internet_ipv6" {
  route_table_id              = aws_route_table.private_a.id
  destination_ipv6_cidr_block = "::/0"
  egress_only_gateway_id      = aws_egress_only_internet_gateway.main.id
}

resource "aws_route" "private_c_internet" {
  route_table_id         = aws_route_table.private_c.id
  destination_cidr_block = "0.0.0.0/0"
  network_interface_id   = aws_instance.nat.primary_network_interface_id
}

resource "aws_route" "private_c_internet_ipv6" {
  route_table_id              = aws_route_table.private_c.id
  destination_ipv6_cidr_block = "::/0"
  egress_only_gateway_id      = aws_egress_only_internet_gateway.main.id
}

resource "aws_route" "private_d_internet" {
  route_table_id         = aws_route_table.private_d.id
  destination_cidr_block = "0.0.0.0/0"
  network_interface_id   = aws_instance.nat.primary_network_interface_id
}

resource "aws_route" "private_d_internet_ipv6" {
  route_table_id              = aws_route_table.private_d.id
  destination_ipv6_cidr_block = "::/0"
  egress_only_gateway_id      = aws_egress_only_internet_gateway.main.id
}

resource "aws_route" "public_internet" {
  route_table_id         = aws_route_table.public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.main.id
}

resource "aws_route" "public_internet_ipv6" {
  route_table_id              = aws_route_table.public.id
  destination_ipv6_cidr_block = "::/0"
  gateway_id                  = aws_internet_gateway.main.id
}
