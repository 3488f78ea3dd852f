# Written by naisen. Change the intent and build again rather than this file.

output "private_subnet_ids" {
  description = "Subnets: private"
  value       = [aws_subnet.private_a.id, aws_subnet.private_c.id]
}

output "public_subnet_ids" {
  description = "Subnets: public"
  value       = [aws_subnet.public_a.id, aws_subnet.public_c.id]
}

output "vpc_endpoint_cognito_idp_id" {
  description = "Endpoint of com.amazonaws.ap-northeast-1.cognito-idp"
  value       = aws_vpc_endpoint.cognito_idp.id
}

output "vpc_endpoint_execute_api_id" {
  description = "Endpoint of com.amazonaws.ap-northeast-1.execute-api"
  value       = aws_vpc_endpoint.execute_api.id
}

output "vpc_id" {
  description = "The VPC"
  value       = aws_vpc.main.id
}
