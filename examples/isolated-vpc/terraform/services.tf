# Written by naisen. Change the intent and build again rather than this file.

resource "aws_s3_bucket" "isolated_vpc_uploads" {
  bucket = "isolated-vpc-uploads"
}
