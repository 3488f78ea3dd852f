# Written by naisen. Change the intent and build again rather than this file.

data "aws_ssm_parameter" "nat_image" {
  name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
}

resource "aws_instance" "nat" {
  ami                         = data.aws_ssm_parameter.nat_image.insecure_value
  instance_type               = "t3.micro"
  subnet_id                   = aws_subnet.public_a.id
  vpc_security_group_ids      = [aws_security_group.nat.id]
  associate_public_ip_address = true

  # It forwards packets that are neither from it nor to it.
  source_dest_check = false

  user_data = <<-EOT
    #!/bin/bash
    dnf install -y iptables-services
    systemctl enable --now iptables
    echo 'net.ipv4.ip_forward = 1' > /etc/sysctl.d/90-nat.conf
    sysctl -p /etc/sysctl.d/90-nat.conf
    iptables -t nat -A POSTROUTING -o "$(ip -o -4 route show to default | awk '{print $5}')" -j MASQUERADE
    iptables -F FORWARD
    service iptables save
  EOT

  metadata_options {
    http_tokens = "required"
  }

  lifecycle {
    # A newer image does not replace the instance.
    ignore_changes = [ami]
  }

  tags = {
    Name = "isolated-vpc-nat"
  }
}

data "aws_ssm_parameter" "uploader_image" {
  name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
}

resource "aws_instance" "uploader" {
  ami                    = data.aws_ssm_parameter.uploader_image.insecure_value
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.private_a.id
  vpc_security_group_ids = [aws_security_group.uploader.id]
  iam_instance_profile   = aws_iam_instance_profile.uploader.name

  metadata_options {
    http_tokens = "required"
  }

  lifecycle {
    # A newer image does not replace the instance.
    ignore_changes = [ami]
  }

  tags = {
    Name = "isolated-vpc-uploader"
  }
}
