# Written by naisen. Change the intent and build again rather than this file.

resource "aws_ecr_repository" "app" {
  name = "app"
}

resource "aws_secretsmanager_secret" "db" {
  name = "course/db"
}

resource "aws_s3_bucket" "course_15_files" {
  bucket = "course-15-files"
}

resource "aws_dynamodb_table" "orders" {
  name         = "orders"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }
}
