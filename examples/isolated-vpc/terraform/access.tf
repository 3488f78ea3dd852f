# Written by naisen. Change the intent and build again rather than this file.

resource "aws_iam_role" "uploader" {
  name = "isolated-vpc-uploader"

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
    Name = "isolated-vpc-uploader"
  }
}

resource "aws_iam_role_policy" "uploader" {
  name = "calls"
  role = aws_iam_role.uploader.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Calls"
        Effect   = "Allow"
        Action   = ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject"]
        Resource = "${aws_s3_bucket.isolated_vpc_uploads.arn}/*"
      },
      {
        Sid      = "Calls2"
        Effect   = "Allow"
        Action   = "s3:ListBucket"
        Resource = aws_s3_bucket.isolated_vpc_uploads.arn
      },
    ]
  })
}

resource "aws_iam_role_policy_attachment" "uploader" {
  role       = aws_iam_role.uploader.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

resource "aws_iam_instance_profile" "uploader" {
  name = "isolated-vpc-uploader"
  role = aws_iam_role.uploader.name
}
