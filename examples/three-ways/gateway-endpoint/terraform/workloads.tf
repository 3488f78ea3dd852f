# Written by naisen. Change the intent and build again rather than this file.

data "aws_ssm_parameter" "windows_image" {
  name = "/aws/service/ami-windows-latest/Windows_Server-2022-Japanese-Full-Base"
}

resource "aws_instance" "windows" {
  ami                    = data.aws_ssm_parameter.windows_image.insecure_value
  instance_type          = "t3.medium"
  subnet_id              = aws_subnet.private_a.id
  vpc_security_group_ids = [aws_security_group.windows.id]
  iam_instance_profile   = aws_iam_instance_profile.windows.name

  metadata_options {
    http_tokens = "required"
  }

  lifecycle {
    # A newer image does not replace the instance.
    ignore_changes = [ami]
  }

  tags = {
    Name = "way-2-windows"
  }
}
