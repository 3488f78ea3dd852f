# Written by naisen. Change the intent and build again rather than this file.

output "private_subnet_ids" {
  description = "Subnets: private"
  value       = [aws_subnet.private_a.id, aws_subnet.private_c.id, aws_subnet.private_d.id]
}

output "public_subnet_ids" {
  description = "Subnets: public"
  value       = [aws_subnet.public_a.id, aws_subnet.public_c.id, aws_subnet.public_d.id]
}

output "vpc_endpoint_s3_id" {
  description = "Endpoint of com.amazonaws.ap-northeast-1.s3"
  value       = aws_vpc_endpoint.s3.id
}

output "vpc_id" {
  description = "The VPC"
  value       = aws_vpc.main.id
}
