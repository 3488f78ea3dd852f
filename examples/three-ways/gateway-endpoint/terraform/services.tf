# Written by naisen. Change the intent and build again rather than this file.

resource "aws_s3_bucket" "three_ways_2" {
  bucket = "three-ways-2"
}
