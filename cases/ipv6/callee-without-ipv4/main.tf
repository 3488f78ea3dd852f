# Instances that have one family in common, or none
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region = "ap-northeast-1"
}

resource "aws_vpc" "main" {
  cidr_block      = "10.0.0.0/16"
  ipv6_cidr_block = "2600:1f14:0:0::/56"
}

resource "aws_subnet" "both" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.1.0/24"
  ipv6_cidr_block   = "2600:1f14:0:1::/64"
  availability_zone = "ap-northeast-1a"
}

resource "aws_subnet" "native" {
  vpc_id            = aws_vpc.main.id
  ipv6_cidr_block   = "2600:1f14:0:2::/64"
  ipv6_native       = true
  availability_zone = "ap-northeast-1a"

  assign_ipv6_address_on_creation                = true
  enable_resource_name_dns_aaaa_record_on_launch = true
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.main.id
  service_name    = "com.amazonaws.ap-northeast-1.s3"
  ip_address_type = "dualstack"
  route_table_ids = [aws_vpc.main.main_route_table_id]
}

resource "aws_security_group" "open" {
  name   = "open"
  vpc_id = aws_vpc.main.id

  ingress {
    from_port        = 443
    to_port          = 443
    protocol         = "tcp"
    cidr_blocks      = ["0.0.0.0/0"]
    ipv6_cidr_blocks = ["::/0"]
  }

  egress {
    from_port        = 0
    to_port          = 0
    protocol         = "-1"
    cidr_blocks      = ["0.0.0.0/0"]
    ipv6_cidr_blocks = ["::/0"]
  }
}

resource "aws_security_group" "ipv4" {
  name   = "ipv4"
  vpc_id = aws_vpc.main.id

  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_instance" "both" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t4g.small"
  subnet_id              = aws_subnet.both.id
  vpc_security_group_ids = [aws_security_group.open.id]
  ipv6_addresses         = ["2600:1f14:0:1::10"]
}

resource "aws_instance" "ipv4" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t4g.small"
  subnet_id              = aws_subnet.both.id
  vpc_security_group_ids = [aws_security_group.open.id]
}

resource "aws_instance" "server" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t4g.small"
  subnet_id              = aws_subnet.both.id
  vpc_security_group_ids = [aws_security_group.ipv4.id]
  private_ip             = "10.0.1.20"
  ipv6_addresses         = ["2600:1f14:0:1::20"]
}

resource "aws_instance" "native" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t4g.small"
  subnet_id              = aws_subnet.native.id
  vpc_security_group_ids = [aws_security_group.open.id]
  ipv6_addresses         = ["2600:1f14:0:2::10"]
}
