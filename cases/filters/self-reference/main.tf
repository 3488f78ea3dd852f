# A group that admits itself
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region = "eu-west-1"
}

resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true
  tags                 = { Name = "main" }
}

resource "aws_subnet" "app" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "eu-west-1a"
}

resource "aws_subnet" "next" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.2.0/24"
  availability_zone = "eu-west-1a"
}

resource "aws_route_table" "private" {
  vpc_id = aws_vpc.main.id
}

resource "aws_route_table_association" "app" {
  subnet_id      = aws_subnet.app.id
  route_table_id = aws_route_table.private.id
}

resource "aws_route_table_association" "next" {
  subnet_id      = aws_subnet.next.id
  route_table_id = aws_route_table.private.id
}

resource "aws_security_group" "cluster" {
  name   = "cluster"
  vpc_id = aws_vpc.main.id
}

resource "aws_vpc_security_group_ingress_rule" "self" {
  security_group_id            = aws_security_group.cluster.id
  referenced_security_group_id = aws_security_group.cluster.id
  ip_protocol                  = "tcp"
  from_port                    = 7000
  to_port                      = 7001
}

resource "aws_vpc_security_group_egress_rule" "self" {
  security_group_id            = aws_security_group.cluster.id
  referenced_security_group_id = aws_security_group.cluster.id
  ip_protocol                  = "-1"
}

resource "aws_security_group" "guest" {
  name   = "guest"
  vpc_id = aws_vpc.main.id

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_instance" "one" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t4g.small"
  subnet_id              = aws_subnet.app.id
  vpc_security_group_ids = [aws_security_group.cluster.id]
}

resource "aws_instance" "two" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t4g.small"
  subnet_id              = aws_subnet.next.id
  vpc_security_group_ids = [aws_security_group.cluster.id]
}

resource "aws_instance" "guest" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t4g.small"
  subnet_id              = aws_subnet.next.id
  vpc_security_group_ids = [aws_security_group.guest.id]
}
