# Written by naisen. Change the intent and build again rather than this file.

output "private_subnet_ids" {
  description = "Subnets: private"
  value       = [aws_subnet.private_a.id]
}

output "public_subnet_ids" {
  description = "Subnets: public"
  value       = [aws_subnet.public_a.id]
}

output "vpc_id" {
  description = "The VPC"
  value       = aws_vpc.main.id
}
