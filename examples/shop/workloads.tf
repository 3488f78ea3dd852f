data "aws_iam_policy_document" "assume" {
  for_each = toset(["ecs-tasks", "ec2", "lambda"])

  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["${each.key}.amazonaws.com"]
    }
  }
}

# The shop: a Fargate service
resource "aws_ecr_repository" "shop" {
  name = "shop"
}

resource "aws_secretsmanager_secret" "database" {
  name = "shop-database"
}

resource "aws_cloudwatch_log_group" "shop" {
  name              = "/ecs/shop"
  retention_in_days = 30
}

resource "aws_iam_role" "execution" {
  name               = "shop-execution"
  assume_role_policy = data.aws_iam_policy_document.assume["ecs-tasks"].json
}

resource "aws_iam_role_policy_attachment" "execution" {
  role       = aws_iam_role.execution.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
}

resource "aws_iam_role_policy" "secrets" {
  name = "secrets"
  role = aws_iam_role.execution.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "secretsmanager:GetSecretValue"
      Resource = aws_secretsmanager_secret.database.arn
    }]
  })
}

resource "aws_security_group" "shop" {
  name   = "shop"
  vpc_id = aws_vpc.shop.id

  egress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_ecs_cluster" "shop" {
  name = "shop"
}

resource "aws_ecs_task_definition" "shop" {
  family                   = "shop"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 512
  memory                   = 1024
  execution_role_arn       = aws_iam_role.execution.arn

  container_definitions = jsonencode([{
    name      = "shop"
    image     = "${aws_ecr_repository.shop.repository_url}:v1"
    essential = true
    secrets   = [{ name = "DATABASE", valueFrom = aws_secretsmanager_secret.database.arn }]
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.shop.name
        awslogs-region        = var.region
        awslogs-stream-prefix = "shop"
      }
    }
  }])
}

resource "aws_ecs_service" "shop" {
  name            = "shop"
  cluster         = aws_ecs_cluster.shop.id
  task_definition = aws_ecs_task_definition.shop.arn
  launch_type     = "FARGATE"
  desired_count   = 2

  network_configuration {
    subnets         = values(aws_subnet.app)[*].id
    security_groups = [aws_security_group.shop.id]
  }
}

# Operations: an instance that people reach by Session Manager
resource "aws_iam_role" "ops" {
  name               = "shop-ops"
  assume_role_policy = data.aws_iam_policy_document.assume["ec2"].json
}

resource "aws_iam_role_policy_attachment" "ops" {
  role       = aws_iam_role.ops.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

resource "aws_iam_instance_profile" "ops" {
  name = "shop-ops"
  role = aws_iam_role.ops.name
}

resource "aws_security_group" "ops" {
  name   = "shop-ops"
  vpc_id = aws_vpc.shop.id

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_instance" "ops" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t4g.micro"
  subnet_id              = aws_subnet.ops.id
  vpc_security_group_ids = [aws_security_group.ops.id]
  iam_instance_profile   = aws_iam_instance_profile.ops.name
  tags                   = { Name = "ops" }
}

# Reports: a function in the VPC that signs what it writes
resource "aws_iam_role" "report" {
  name               = "shop-report"
  assume_role_policy = data.aws_iam_policy_document.assume["lambda"].json
}

resource "aws_lambda_function" "report" {
  function_name = "report"
  role          = aws_iam_role.report.arn
  handler       = "index.handler"
  runtime       = "nodejs22.x"
  filename      = "report.zip"

  vpc_config {
    subnet_ids         = values(aws_subnet.app)[*].id
    security_group_ids = [aws_security_group.shop.id]
  }
}
