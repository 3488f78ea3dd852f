# Written by naisen. Change the intent and build again rather than this file.

resource "aws_lambda_function" "caller" {
  function_name = "memo-caller"
  role          = aws_iam_role.caller.arn
  timeout       = 30
  memory_size   = 256

  # The code of memo-caller: put the file here before the first apply.
  filename = "caller.zip"
  runtime  = "nodejs22.x"
  handler  = "index.handler"

  vpc_config {
    subnet_ids         = [aws_subnet.private_a.id, aws_subnet.private_c.id]
    security_group_ids = [aws_security_group.caller.id]
  }

  environment {
    variables = {
      INTERNAL_API  = "https://${aws_api_gateway_rest_api.internal.id}-${aws_vpc_endpoint.execute_api.id}.execute-api.ap-northeast-1.amazonaws.com"
      PUBLIC_API    = "https://${aws_api_gateway_rest_api.public.id}.execute-api.ap-northeast-1.amazonaws.com"
      USERS_POOL_ID = aws_cognito_user_pool.users.id
    }
  }

  depends_on = [aws_iam_role_policy.caller, aws_iam_role_policy_attachment.caller]
}
