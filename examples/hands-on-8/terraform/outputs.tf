# Written by naisen. Change the intent and build again rather than this file.

output "app_log_group_name" {
  description = "Log group"
  value       = aws_cloudwatch_log_group.app.name
}

output "app_repository_url" {
  description = "Where images are pushed"
  value       = aws_ecr_repository.app.repository_url
}

output "flow_logs_log_group_name" {
  description = "Log group"
  value       = aws_cloudwatch_log_group.flow_logs.name
}

output "private_subnet_ids" {
  description = "Subnets: private"
  value       = [aws_subnet.private_a.id, aws_subnet.private_c.id]
}

output "vpc_endpoint_ecr_api_id" {
  description = "Endpoint of com.amazonaws.ap-northeast-1.ecr.api"
  value       = aws_vpc_endpoint.ecr_api.id
}

output "vpc_endpoint_ecr_dkr_id" {
  description = "Endpoint of com.amazonaws.ap-northeast-1.ecr.dkr"
  value       = aws_vpc_endpoint.ecr_dkr.id
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

output "vpc_id" {
  description = "The VPC"
  value       = aws_vpc.main.id
}
