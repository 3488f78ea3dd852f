# A zone of your own for an endpoint in the hub
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region = "eu-west-1"
}

resource "aws_vpc" "hub" {
  cidr_block           = "10.1.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true
  tags                 = { Name = "hub" }
}

resource "aws_vpc" "app" {
  cidr_block           = "10.2.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true
  tags                 = { Name = "app" }
}

resource "aws_subnet" "hub" {
  vpc_id            = aws_vpc.hub.id
  cidr_block        = "10.1.1.0/24"
  availability_zone = "eu-west-1a"
}

resource "aws_subnet" "app" {
  vpc_id            = aws_vpc.app.id
  cidr_block        = "10.2.1.0/24"
  availability_zone = "eu-west-1a"
}

resource "aws_vpc_peering_connection" "hub" {
  vpc_id      = aws_vpc.app.id
  peer_vpc_id = aws_vpc.hub.id
  auto_accept = true
}

resource "aws_route_table" "hub" {
  vpc_id = aws_vpc.hub.id

  route {
    cidr_block                = "10.2.0.0/16"
    vpc_peering_connection_id = aws_vpc_peering_connection.hub.id
  }
}

resource "aws_route_table_association" "hub" {
  subnet_id      = aws_subnet.hub.id
  route_table_id = aws_route_table.hub.id
}

resource "aws_route_table" "app" {
  vpc_id = aws_vpc.app.id

  route {
    cidr_block                = "10.1.0.0/16"
    vpc_peering_connection_id = aws_vpc_peering_connection.hub.id
  }
}

resource "aws_route_table_association" "app" {
  subnet_id      = aws_subnet.app.id
  route_table_id = aws_route_table.app.id
}

resource "aws_security_group" "app" {
  name   = "app"
  vpc_id = aws_vpc.app.id

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "hub" {
  name   = "hub"
  vpc_id = aws_vpc.hub.id

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "endpoints" {
  name   = "endpoints"
  vpc_id = aws_vpc.hub.id

  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }
}

resource "aws_instance" "app" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t4g.small"
  subnet_id              = aws_subnet.app.id
  vpc_security_group_ids = [aws_security_group.app.id]
}

resource "aws_instance" "hub" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t4g.small"
  subnet_id              = aws_subnet.hub.id
  vpc_security_group_ids = [aws_security_group.hub.id]
}

resource "aws_vpc_endpoint" "kms" {
  vpc_id              = aws_vpc.hub.id
  service_name        = "com.amazonaws.eu-west-1.kms"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = [aws_subnet.hub.id]
  security_group_ids  = [aws_security_group.endpoints.id]
  private_dns_enabled = false
}

resource "aws_route53_zone" "kms" {
  name = "kms.eu-west-1.amazonaws.com"

  vpc {
    vpc_id = aws_vpc.hub.id
  }

  vpc {
    vpc_id = aws_vpc.app.id
  }
}

resource "aws_route53_record" "kms" {
  zone_id = aws_route53_zone.kms.zone_id
  name    = "kms.eu-west-1.amazonaws.com"
  type    = "A"

  alias {
    name                   = aws_vpc_endpoint.kms.dns_entry[0].dns_name
    zone_id                = aws_vpc_endpoint.kms.dns_entry[0].hosted_zone_id
    evaluate_target_health = false
  }
}
