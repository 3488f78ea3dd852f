# Written by naisen. Change the intent and build again rather than this file.

# For app. Costs nothing, neither by the hour nor by the GB.
resource "aws_vpc_endpoint" "dynamodb" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.${local.region}.dynamodb"
  vpc_endpoint_type = "Gateway"
  route_table_ids   = [aws_route_table.private_a.id, aws_route_table.private_c.id]

  # What may be called by this way; everything else is denied here.
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Callers"
      Effect    = "Allow"
      Principal = "*"
      Action = [
        "dynamodb:BatchGetItem",
        "dynamodb:BatchWriteItem",
        "dynamodb:DeleteItem",
        "dynamodb:GetItem",
        "dynamodb:PutItem",
        "dynamodb:Query",
        "dynamodb:Scan",
        "dynamodb:UpdateItem",
      ]
      Resource = aws_dynamodb_table.orders.arn
      Condition = {
        StringEquals = {
          "aws:PrincipalAccount" = data.aws_caller_identity.current.account_id
        }
      }
    }]
  })

  tags = {
    Name = "course-dynamodb"
  }
}

# For app and ops. Costs nothing, neither by the hour nor by the GB.
resource "aws_vpc_endpoint" "s3" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.${local.region}.s3"
  vpc_endpoint_type = "Gateway"
  route_table_ids   = [aws_route_table.private_a.id, aws_route_table.private_c.id]

  # What may be called by this way; everything else is denied here.
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Callers"
        Effect    = "Allow"
        Principal = "*"
        Action    = ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject"]
        Resource  = "${aws_s3_bucket.course_15_files.arn}/*"
        Condition = {
          StringEquals = {
            "aws:PrincipalAccount" = data.aws_caller_identity.current.account_id
          }
        }
      },
      {
        Sid       = "Callers2"
        Effect    = "Allow"
        Principal = "*"
        Action    = "s3:ListBucket"
        Resource  = aws_s3_bucket.course_15_files.arn
        Condition = {
          StringEquals = {
            "aws:PrincipalAccount" = data.aws_caller_identity.current.account_id
          }
        }
      },
      {
        Sid       = "AwsOwned"
        Effect    = "Allow"
        Principal = "*"
        Action    = "s3:GetObject"
        Resource = [
          "arn:${data.aws_partition.current.partition}:s3:::al2023-ap-northeast-1/*",
          "arn:${data.aws_partition.current.partition}:s3:::al2023-repos-ap-northeast-1-de612dc2/*",
          "arn:${data.aws_partition.current.partition}:s3:::amazon-ssm-ap-northeast-1/*",
          "arn:${data.aws_partition.current.partition}:s3:::amazon-ssm-packages-ap-northeast-1/*",
          "arn:${data.aws_partition.current.partition}:s3:::amazonlinux-2-repos-ap-northeast-1/*",
          "arn:${data.aws_partition.current.partition}:s3:::amazonlinux.ap-northeast-1.amazonaws.com/*",
          "arn:${data.aws_partition.current.partition}:s3:::ap-northeast-1-birdwatcher-prod/*",
          "arn:${data.aws_partition.current.partition}:s3:::aws-patchmanager-macos-ap-northeast-1/*",
          "arn:${data.aws_partition.current.partition}:s3:::aws-ssm-ap-northeast-1/*",
          "arn:${data.aws_partition.current.partition}:s3:::aws-ssm-distributor-file-ap-northeast-1/*",
          "arn:${data.aws_partition.current.partition}:s3:::aws-ssm-document-attachments-ap-northeast-1/*",
          "arn:${data.aws_partition.current.partition}:s3:::aws-windows-downloads-ap-northeast-1/*",
          "arn:${data.aws_partition.current.partition}:s3:::packages.ap-northeast-1.amazonaws.com/*",
          "arn:${data.aws_partition.current.partition}:s3:::patch-baseline-snapshot-ap-northeast-1/*",
          "arn:${data.aws_partition.current.partition}:s3:::prod-ap-northeast-1-starport-layer-bucket/*",
          "arn:${data.aws_partition.current.partition}:s3:::repo.ap-northeast-1.amazonaws.com/*",
          "arn:${data.aws_partition.current.partition}:s3:::session-manager-downloads/*",
          "arn:${data.aws_partition.current.partition}:s3:::ssm-document-categories/*",
        ]
      },
    ]
  })

  tags = {
    Name = "course-s3"
  }
}

# Billed by the hour for each subnet, and by the GB.
resource "aws_vpc_endpoint" "ec2messages" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.${local.region}.ec2messages"
  vpc_endpoint_type = "Interface"

  subnet_ids          = [aws_subnet.private_a.id, aws_subnet.private_c.id]
  security_group_ids  = [aws_security_group.endpoints.id]
  private_dns_enabled = true

  # What may be called by this way; everything else is denied here.
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Callers"
      Effect    = "Allow"
      Principal = "*"
      Action    = "*"
      Resource  = "*"
      Condition = {
        StringEquals = {
          "aws:PrincipalAccount" = data.aws_caller_identity.current.account_id
        }
      }
    }]
  })

  tags = {
    Name = "course-ec2messages"
  }
}

# For app. Billed by the hour for each subnet, and by the GB.
resource "aws_vpc_endpoint" "ecr_api" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.${local.region}.ecr.api"
  vpc_endpoint_type = "Interface"

  subnet_ids          = [aws_subnet.private_a.id, aws_subnet.private_c.id]
  security_group_ids  = [aws_security_group.endpoints.id]
  private_dns_enabled = true

  # What may be called by this way; everything else is denied here.
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Callers"
        Effect    = "Allow"
        Principal = "*"
        Action    = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
        Resource  = aws_ecr_repository.app.arn
        Condition = {
          StringEquals = {
            "aws:PrincipalAccount" = data.aws_caller_identity.current.account_id
          }
        }
      },
      {
        Sid       = "Callers2"
        Effect    = "Allow"
        Principal = "*"
        Action    = "ecr:GetAuthorizationToken"
        Resource  = "*"
        Condition = {
          StringEquals = {
            "aws:PrincipalAccount" = data.aws_caller_identity.current.account_id
          }
        }
      },
    ]
  })

  tags = {
    Name = "course-ecr-api"
  }
}

# For app. Billed by the hour for each subnet, and by the GB.
resource "aws_vpc_endpoint" "ecr_dkr" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.${local.region}.ecr.dkr"
  vpc_endpoint_type = "Interface"

  subnet_ids          = [aws_subnet.private_a.id, aws_subnet.private_c.id]
  security_group_ids  = [aws_security_group.endpoints.id]
  private_dns_enabled = true

  # What may be called by this way; everything else is denied here.
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Callers"
      Effect    = "Allow"
      Principal = "*"
      Action    = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
      Resource  = aws_ecr_repository.app.arn
      Condition = {
        StringEquals = {
          "aws:PrincipalAccount" = data.aws_caller_identity.current.account_id
        }
      }
    }]
  })

  tags = {
    Name = "course-ecr-dkr"
  }
}

# For app. Billed by the hour for each subnet, and by the GB.
resource "aws_vpc_endpoint" "kms" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.${local.region}.kms"
  vpc_endpoint_type = "Interface"

  subnet_ids          = [aws_subnet.private_a.id, aws_subnet.private_c.id]
  security_group_ids  = [aws_security_group.endpoints.id]
  private_dns_enabled = true

  # What may be called by this way; everything else is denied here.
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Callers"
      Effect    = "Allow"
      Principal = "*"
      Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
      Resource  = "*"
      Condition = {
        StringEquals = {
          "aws:PrincipalAccount" = data.aws_caller_identity.current.account_id
        }
      }
    }]
  })

  tags = {
    Name = "course-kms"
  }
}

# For app and ops. Billed by the hour for each subnet, and by the GB.
resource "aws_vpc_endpoint" "link_datadog" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.vpce.${local.region}.vpce-svc-0123456789abcdef0"
  vpc_endpoint_type = "Interface"

  subnet_ids         = [aws_subnet.private_a.id, aws_subnet.private_c.id]
  security_group_ids = [aws_security_group.private_link.id]
  # Without private DNS: clients must ask for the names of the endpoint.
  private_dns_enabled = false

  tags = {
    Name = "course-datadog"
  }
}

# For app. Billed by the hour for each subnet, and by the GB.
resource "aws_vpc_endpoint" "logs" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.${local.region}.logs"
  vpc_endpoint_type = "Interface"

  subnet_ids          = [aws_subnet.private_a.id, aws_subnet.private_c.id]
  security_group_ids  = [aws_security_group.endpoints.id]
  private_dns_enabled = true

  # What may be called by this way; everything else is denied here.
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Callers"
      Effect    = "Allow"
      Principal = "*"
      Action    = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource  = "${aws_cloudwatch_log_group.app.arn}:*"
      Condition = {
        StringEquals = {
          "aws:PrincipalAccount" = data.aws_caller_identity.current.account_id
        }
      }
    }]
  })

  tags = {
    Name = "course-logs"
  }
}

# For app. Billed by the hour for each subnet, and by the GB.
resource "aws_vpc_endpoint" "secretsmanager" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.${local.region}.secretsmanager"
  vpc_endpoint_type = "Interface"

  subnet_ids          = [aws_subnet.private_a.id, aws_subnet.private_c.id]
  security_group_ids  = [aws_security_group.endpoints.id]
  private_dns_enabled = true

  # What may be called by this way; everything else is denied here.
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Callers"
      Effect    = "Allow"
      Principal = "*"
      Action    = "secretsmanager:GetSecretValue"
      Resource  = aws_secretsmanager_secret.db.arn
      Condition = {
        StringEquals = {
          "aws:PrincipalAccount" = data.aws_caller_identity.current.account_id
        }
      }
    }]
  })

  tags = {
    Name = "course-secretsmanager"
  }
}

# For ops. Billed by the hour for each subnet, and by the GB.
resource "aws_vpc_endpoint" "ssm" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.${local.region}.ssm"
  vpc_endpoint_type = "Interface"

  subnet_ids          = [aws_subnet.private_a.id, aws_subnet.private_c.id]
  security_group_ids  = [aws_security_group.endpoints.id]
  private_dns_enabled = true

  # What may be called by this way; everything else is denied here.
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Callers"
      Effect    = "Allow"
      Principal = "*"
      Action = [
        "ssm:DescribeAssociation",
        "ssm:DescribeDocument",
        "ssm:GetDeployablePatchSnapshotForInstance",
        "ssm:GetDocument",
        "ssm:GetManifest",
        "ssm:GetParameter",
        "ssm:GetParameters",
        "ssm:ListAssociations",
        "ssm:ListInstanceAssociations",
        "ssm:PutComplianceItems",
        "ssm:PutConfigurePackageResult",
        "ssm:PutInventory",
        "ssm:UpdateAssociationStatus",
        "ssm:UpdateInstanceAssociationStatus",
        "ssm:UpdateInstanceInformation",
      ]
      Resource = "*"
      Condition = {
        StringEquals = {
          "aws:PrincipalAccount" = data.aws_caller_identity.current.account_id
        }
      }
    }]
  })

  tags = {
    Name = "course-ssm"
  }
}

# For ops. Billed by the hour for each subnet, and by the GB.
resource "aws_vpc_endpoint" "ssmmessages" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.${local.region}.ssmmessages"
  vpc_endpoint_type = "Interface"

  subnet_ids          = [aws_subnet.private_a.id, aws_subnet.private_c.id]
  security_group_ids  = [aws_security_group.endpoints.id]
  private_dns_enabled = true

  # What may be called by this way; everything else is denied here.
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Callers"
      Effect    = "Allow"
      Principal = "*"
      Action = [
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel",
      ]
      Resource = "*"
      Condition = {
        StringEquals = {
          "aws:PrincipalAccount" = data.aws_caller_identity.current.account_id
        }
      }
    }]
  })

  tags = {
    Name = "course-ssmmessages"
  }
}

# For app. Billed by the hour for each subnet, and by the GB.
resource "aws_vpc_endpoint" "sts" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.${local.region}.sts"
  vpc_endpoint_type = "Interface"

  subnet_ids          = [aws_subnet.private_a.id, aws_subnet.private_c.id]
  security_group_ids  = [aws_security_group.endpoints.id]
  private_dns_enabled = true

  # What may be called by this way; everything else is denied here.
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Callers"
      Effect    = "Allow"
      Principal = "*"
      Action    = "sts:AssumeRole"
      Resource  = "arn:aws:iam::*:role/course-partner-*"
      Condition = {
        StringEquals = {
          "aws:PrincipalAccount" = data.aws_caller_identity.current.account_id
        }
      }
    }]
  })

  tags = {
    Name = "course-sts"
  }
}

resource "aws_route53_zone" "datadog" {
  name = "http-intake.logs.ap1.datadoghq.com"

  vpc {
    vpc_id = aws_vpc.main.id
  }
}

resource "aws_route53_record" "datadog" {
  zone_id = aws_route53_zone.datadog.id
  name    = "http-intake.logs.ap1.datadoghq.com"
  type    = "A"

  alias {
    name                   = aws_vpc_endpoint.link_datadog.dns_entry[0].dns_name
    zone_id                = aws_vpc_endpoint.link_datadog.dns_entry[0].hosted_zone_id
    evaluate_target_health = false
  }
}
