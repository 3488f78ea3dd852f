# A small shop in Tokyo: a Fargate service, an instance behind Session Manager, and a report function.
# Some of its calls to AWS stay private, one leaves by the NAT gateway, one is refused, one cannot be told.
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region = var.region
}

variable "region" {
  type    = string
  default = "ap-northeast-1"
}

variable "cidr" {
  type    = string
  default = "10.20.0.0/16"
}

locals {
  zones     = ["${var.region}a", "${var.region}c"]
  endpoints = ["ecr.api", "ecr.dkr", "logs", "ssm"]
}

resource "aws_vpc" "shop" {
  cidr_block           = var.cidr
  enable_dns_hostnames = true
  tags                 = { Name = "shop" }
}

resource "aws_internet_gateway" "shop" {
  vpc_id = aws_vpc.shop.id
}

# Public subnets hold the NAT gateway, app subnets the workloads, ops subnets have no way out at all.
resource "aws_subnet" "public" {
  for_each          = { for i, zone in local.zones : zone => cidrsubnet(var.cidr, 8, i) }
  vpc_id            = aws_vpc.shop.id
  availability_zone = each.key
  cidr_block        = each.value
}

resource "aws_subnet" "app" {
  for_each          = { for i, zone in local.zones : zone => cidrsubnet(var.cidr, 8, i + 10) }
  vpc_id            = aws_vpc.shop.id
  availability_zone = each.key
  cidr_block        = each.value
}

resource "aws_subnet" "ops" {
  vpc_id            = aws_vpc.shop.id
  availability_zone = local.zones[0]
  cidr_block        = cidrsubnet(var.cidr, 8, 20)
}

resource "aws_eip" "nat" {
  domain = "vpc"
}

resource "aws_nat_gateway" "shop" {
  allocation_id = aws_eip.nat.id
  subnet_id     = aws_subnet.public[local.zones[0]].id
  depends_on    = [aws_internet_gateway.shop]
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.shop.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.shop.id
  }
}

resource "aws_route_table" "app" {
  vpc_id = aws_vpc.shop.id

  route {
    cidr_block     = "0.0.0.0/0"
    nat_gateway_id = aws_nat_gateway.shop.id
  }
}

resource "aws_route_table" "ops" {
  vpc_id = aws_vpc.shop.id
}

resource "aws_route_table_association" "public" {
  for_each       = aws_subnet.public
  subnet_id      = each.value.id
  route_table_id = aws_route_table.public.id
}

resource "aws_route_table_association" "app" {
  for_each       = aws_subnet.app
  subnet_id      = each.value.id
  route_table_id = aws_route_table.app.id
}

resource "aws_route_table_association" "ops" {
  subnet_id      = aws_subnet.ops.id
  route_table_id = aws_route_table.ops.id
}
