# Written by naisen. Change the intent and build again rather than this file.

terraform {
  required_version = ">= 1.5"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0, < 7.0"
    }
  }
}

locals {
  region = "ap-northeast-1"
}

provider "aws" {
  region = local.region

  default_tags {
    tags = {
      Project = "memo"
    }
  }
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}
