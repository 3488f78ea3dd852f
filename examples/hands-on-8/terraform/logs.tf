# Written by naisen. Change the intent and build again rather than this file.

resource "aws_cloudwatch_log_group" "app" {
  name              = "/hands-on/app"
  retention_in_days = 7

  tags = {
    Name = "/hands-on/app"
  }
}

resource "aws_cloudwatch_log_group" "flow_logs" {
  name              = "/hands-on/flow-logs"
  retention_in_days = 7

  tags = {
    Name = "/hands-on/flow-logs"
  }
}

resource "aws_flow_log" "main" {
  vpc_id                   = aws_vpc.main.id
  traffic_type             = "ALL"
  iam_role_arn             = aws_iam_role.flow_logs.arn
  log_destination          = aws_cloudwatch_log_group.flow_logs.arn
  max_aggregation_interval = 60

  # The default format tells neither the path nor the AWS service.
  log_format = join(" ", [
    "$${version}",
    "$${account-id}",
    "$${interface-id}",
    "$${srcaddr}",
    "$${dstaddr}",
    "$${srcport}",
    "$${dstport}",
    "$${protocol}",
    "$${packets}",
    "$${bytes}",
    "$${start}",
    "$${end}",
    "$${action}",
    "$${log-status}",
    "$${az-id}",
    "$${subnet-id}",
    "$${pkt-srcaddr}",
    "$${pkt-dstaddr}",
    "$${pkt-src-aws-service}",
    "$${pkt-dst-aws-service}",
    "$${flow-direction}",
    "$${traffic-path}",
  ])

  tags = {
    Name = "hands-on"
  }
}
