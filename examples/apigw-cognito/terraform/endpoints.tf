# Written by naisen. Change the intent and build again rather than this file.

# For caller. Billed by the hour for each subnet, and by the GB.
resource "aws_vpc_endpoint" "cognito_idp" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.${local.region}.cognito-idp"
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
    Name = "memo-cognito-idp"
  }
}

# For caller. Billed by the hour for each subnet, and by the GB.
resource "aws_vpc_endpoint" "execute_api" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.${local.region}.execute-api"
  vpc_endpoint_type = "Interface"

  subnet_ids         = [aws_subnet.private_a.id, aws_subnet.private_c.id]
  security_group_ids = [aws_security_group.endpoints.id]
  # Without private DNS: clients must ask for the names of the endpoint.
  private_dns_enabled = false

  # What may be called by this way; everything else is denied here.
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Callers"
      Effect    = "Allow"
      Principal = "*"
      Action    = "execute-api:Invoke"
      Resource  = "arn:${data.aws_partition.current.partition}:execute-api:${local.region}:${data.aws_caller_identity.current.account_id}:*"
      Condition = {
        StringEquals = {
          "aws:PrincipalAccount" = data.aws_caller_identity.current.account_id
        }
      }
    }]
  })

  tags = {
    Name = "memo-execute-api"
  }
}
