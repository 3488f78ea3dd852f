# Written by naisen. Change the intent and build again rather than this file.

output "app_log_group_name" {
  description = "Log group"
  value       = aws_cloudwatch_log_group.app.name
}

output "app_repository_url" {
  description = "Where images are pushed"
  value       = aws_ecr_repository.app.repository_url
}

output "private_subnet_ids" {
  description = "Subnets: private"
  value       = [aws_subnet.private_a.id, aws_subnet.private_c.id]
}

output "vpc_endpoint_dynamodb_id" {
  description = "Endpoint of com.amazonaws.ap-northeast-1.dynamodb"
  value       = aws_vpc_endpoint.dynamodb.id
}

output "vpc_endpoint_ec2messages_id" {
  description = "Endpoint of com.amazonaws.ap-northeast-1.ec2messages"
  value       = aws_vpc_endpoint.ec2messages.id
}

output "vpc_endpoint_ecr_api_id" {
  description = "Endpoint of com.amazonaws.ap-northeast-1.ecr.api"
  value       = aws_vpc_endpoint.ecr_api.id
}

output "vpc_endpoint_ecr_dkr_id" {
  description = "Endpoint of com.amazonaws.ap-northeast-1.ecr.dkr"
  value       = aws_vpc_endpoint.ecr_dkr.id
}

output "vpc_endpoint_kms_id" {
  description = "Endpoint of com.amazonaws.ap-northeast-1.kms"
  value       = aws_vpc_endpoint.kms.id
}

output "vpc_endpoint_link_datadog_id" {
  description = "Endpoint of com.amazonaws.vpce.ap-northeast-1.vpce-svc-0123456789abcdef0"
  value       = aws_vpc_endpoint.link_datadog.id
}

output "vpc_endpoint_logs_id" {
  description = "Endpoint of com.amazonaws.ap-northeast-1.logs"
  value       = aws_vpc_endpoint.logs.id
}

output "vpc_endpoint_s3_id" {
  description = "Endpoint of com.amazonaws.ap-northeast-1.s3"
  value       = aws_vpc_endpoint.s3.id
}

output "vpc_endpoint_secretsmanager_id" {
  description = "Endpoint of com.amazonaws.ap-northeast-1.secretsmanager"
  value       = aws_vpc_endpoint.secretsmanager.id
}

output "vpc_endpoint_ssm_id" {
  description = "Endpoint of com.amazonaws.ap-northeast-1.ssm"
  value       = aws_vpc_endpoint.ssm.id
}

output "vpc_endpoint_ssmmessages_id" {
  description = "Endpoint of com.amazonaws.ap-northeast-1.ssmmessages"
  value       = aws_vpc_endpoint.ssmmessages.id
}

output "vpc_endpoint_sts_id" {
  description = "Endpoint of com.amazonaws.ap-northeast-1.sts"
  value       = aws_vpc_endpoint.sts.id
}

output "vpc_id" {
  description = "The VPC"
  value       = aws_vpc.main.id
}
