# Tasks with and without a public address
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

resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}

resource "aws_subnet" "public" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.0.0/24"
  availability_zone = "eu-west-1a"
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}

resource "aws_route_table_association" "public" {
  subnet_id      = aws_subnet.public.id
  route_table_id = aws_route_table.public.id
}

resource "aws_security_group" "app" {
  name   = "app"
  vpc_id = aws_vpc.main.id

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_ecs_task_definition" "open" {
  family                   = "open"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512
  execution_role_arn       = "arn:aws:iam::111122223333:role/open"

  container_definitions = jsonencode([{
    name  = "open"
    image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/open:1"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = "/ecs/open"
        awslogs-region        = "eu-west-1"
        awslogs-stream-prefix = "open"
      }
    }
  }])
}

resource "aws_ecs_service" "open" {
  name            = "open"
  cluster         = "arn:aws:ecs:eu-west-1:111122223333:cluster/main"
  task_definition = aws_ecs_task_definition.open.arn
  desired_count   = 1
  launch_type     = "FARGATE"

  network_configuration {
    subnets          = [aws_subnet.public.id]
    security_groups  = [aws_security_group.app.id]
    assign_public_ip = true
  }
}

resource "aws_ecs_task_definition" "closed" {
  family                   = "closed"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512
  execution_role_arn       = "arn:aws:iam::111122223333:role/closed"

  container_definitions = jsonencode([{
    name  = "closed"
    image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/closed:1"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = "/ecs/closed"
        awslogs-region        = "eu-west-1"
        awslogs-stream-prefix = "closed"
      }
    }
  }])
}

resource "aws_ecs_service" "closed" {
  name            = "closed"
  cluster         = "arn:aws:ecs:eu-west-1:111122223333:cluster/main"
  task_definition = aws_ecs_task_definition.closed.arn
  desired_count   = 1
  launch_type     = "FARGATE"

  network_configuration {
    subnets          = [aws_subnet.public.id]
    security_groups  = [aws_security_group.app.id]
    assign_public_ip = false
  }
}
