# Written by naisen. Change the intent and build again rather than this file.

# For uploader. Costs nothing, neither by the hour nor by the GB.
resource "aws_vpc_endpoint" "s3" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.${local.region}.s3"
  vpc_endpoint_type = "Gateway"
  route_table_ids = [
    aws_route_table.private_a.id,
    aws_route_table.private_c.id,
    aws_route_table.private_d.id,
    aws_route_table.public.id,
  ]

  # What may be called by this way; everything else is denied here.
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Callers"
        Effect    = "Allow"
        Principal = "*"
        Action    = ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject"]
        Resource  = "${aws_s3_bucket.isolated_vpc_uploads.arn}/*"
        Condition = {
          StringEquals = {
            "aws:PrincipalAccount" = data.aws_caller_identity.current.account_id
          }
        }
      },
      {
        Sid       = "Callers2"
        Effect    = "Allow"
        Principal = "*"
        Action    = "s3:ListBucket"
        Resource  = aws_s3_bucket.isolated_vpc_uploads.arn
        Condition = {
          StringEquals = {
            "aws:PrincipalAccount" = data.aws_caller_identity.current.account_id
          }
        }
      },
      {
        Sid       = "AwsOwned"
        Effect    = "Allow"
        Principal = "*"
        Action    = "s3:GetObject"
        Resource = [
          "arn:${data.aws_partition.current.partition}:s3:::al2023-ap-northeast-1/*",
          "arn:${data.aws_partition.current.partition}:s3:::al2023-repos-ap-northeast-1-de612dc2/*",
          "arn:${data.aws_partition.current.partition}:s3:::amazon-ssm-ap-northeast-1/*",
          "arn:${data.aws_partition.current.partition}:s3:::amazon-ssm-packages-ap-northeast-1/*",
          "arn:${data.aws_partition.current.partition}:s3:::amazonlinux-2-repos-ap-northeast-1/*",
          "arn:${data.aws_partition.current.partition}:s3:::amazonlinux.ap-northeast-1.amazonaws.com/*",
          "arn:${data.aws_partition.current.partition}:s3:::ap-northeast-1-birdwatcher-prod/*",
          "arn:${data.aws_partition.current.partition}:s3:::aws-patchmanager-macos-ap-northeast-1/*",
          "arn:${data.aws_partition.current.partition}:s3:::aws-ssm-ap-northeast-1/*",
          "arn:${data.aws_partition.current.partition}:s3:::aws-ssm-distributor-file-ap-northeast-1/*",
          "arn:${data.aws_partition.current.partition}:s3:::aws-ssm-document-attachments-ap-northeast-1/*",
          "arn:${data.aws_partition.current.partition}:s3:::aws-windows-downloads-ap-northeast-1/*",
          "arn:${data.aws_partition.current.partition}:s3:::packages.ap-northeast-1.amazonaws.com/*",
          "arn:${data.aws_partition.current.partition}:s3:::patch-baseline-snapshot-ap-northeast-1/*",
          "arn:${data.aws_partition.current.partition}:s3:::repo.ap-northeast-1.amazonaws.com/*",
          "arn:${data.aws_partition.current.partition}:s3:::session-manager-downloads/*",
          "arn:${data.aws_partition.current.partition}:s3:::ssm-document-categories/*",
        ]
      },
    ]
  })

  tags = {
    Name = "isolated-vpc-s3"
  }
}
