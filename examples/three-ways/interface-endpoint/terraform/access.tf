# Written by naisen. Change the intent and build again rather than this file.

resource "aws_iam_role" "windows" {
  name = "way-3-windows"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid    = "Assume"
      Effect = "Allow"
      Principal = {
        Service = "ec2.amazonaws.com"
      }
      Action = "sts:AssumeRole"
    }]
  })

  tags = {
    Name = "way-3-windows"
  }
}

resource "aws_iam_role_policy" "windows" {
  name = "calls"
  role = aws_iam_role.windows.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Calls"
        Effect   = "Allow"
        Action   = ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject"]
        Resource = "${aws_s3_bucket.three_ways_3.arn}/*"
      },
      {
        Sid      = "Calls2"
        Effect   = "Allow"
        Action   = "s3:ListBucket"
        Resource = aws_s3_bucket.three_ways_3.arn
      },
    ]
  })
}

resource "aws_iam_instance_profile" "windows" {
  name = "way-3-windows"
  role = aws_iam_role.windows.name
}
