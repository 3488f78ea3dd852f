# Written by naisen. Change the intent and build again rather than this file.

resource "aws_ecr_repository" "app" {
  name = "app"
}

resource "aws_secretsmanager_secret" "db" {
  name = "hands-on/db"
}
