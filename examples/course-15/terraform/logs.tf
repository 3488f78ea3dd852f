# Written by naisen. Change the intent and build again rather than this file.

resource "aws_cloudwatch_log_group" "app" {
  name              = "/course/app"
  retention_in_days = 30

  tags = {
    Name = "/course/app"
  }
}
