import { describe, expect, it } from 'vitest';
import { catalog } from '../../../test/aws-fixtures.ts';
import { classifyRequest } from './classify.ts';
import type { ReceivedMessage } from './received.ts';

function show(method: string, address: string, headers: Record<string, string> = {}, body?: string): string {
  const url = new URL(address);
  const message: ReceivedMessage = {
    method,
    url: address.slice(url.origin.length),
    headers,
    host: url.hostname,
    hostClass: catalog.classifyHostname(url.hostname),
    region: 'ap-northeast-1',
    body: body === undefined ? undefined : Buffer.from(body),
  };
  const found = classifyRequest(message);
  if (found.kind === 'unclassified') return `${found.protocol}: cannot tell ${found.why}`;
  return found.asked
    .map(({ action, resource }) => {
      if (resource.kind === 'any') return `${action} *`;
      if (resource.kind === 's3') return `${action} ${resource.bucket}|${resource.key}`;
      return `${action} ${resource.before}${resource.name}${resource.tail}`;
    })
    .join(' + ');
}

const s3 = 'https://s3.ap-northeast-1.amazonaws.com';
const host = 'https://b.s3.ap-northeast-1.amazonaws.com';

describe('what a request to S3 asks for', () => {
  it.each([
    ['GET', `${s3}/`, 's3:ListAllMyBuckets *', 'nothing is named'],
    ['GET', `${s3}/b?list-type=2&prefix=x`, 's3:ListBucket b|', 'path style'],
    ['GET', `${host}/?list-type=2`, 's3:ListBucket b|', 'the bucket is in the name'],
    ['GET', 'https://a.b.s3.ap-northeast-1.amazonaws.com/k', 's3:GetObject a.b|k', 'a bucket with a dot'],
    ['GET', 'https://b.s3.dualstack.ap-northeast-1.amazonaws.com/k', 's3:GetObject b|k', 'dual-stack names'],
    ['GET', 'https://b.s3.amazonaws.com/k', 's3:GetObject b|k', 'a name without Region'],
    [
      'GET',
      'https://bucket.vpce-0123456789abcdef0-abcd1234.s3.ap-northeast-1.vpce.amazonaws.com/b/k',
      's3:GetObject b|k',
      'an endpoint, path style',
    ],
    [
      'GET',
      'https://b.bucket.vpce-0123456789abcdef0-abcd1234.s3.ap-northeast-1.vpce.amazonaws.com/k',
      's3:GetObject b|k',
      'an endpoint, bucket in the name',
    ],
    ['HEAD', `${s3}/b`, 's3:ListBucket b|', 'HeadBucket needs ListBucket'],
    ['HEAD', `${s3}/b/k`, 's3:GetObject b|k', 'HeadObject needs GetObject'],
    ['GET', `${s3}/b/k?versionId=1`, 's3:GetObjectVersion b|k', 'a version is an action of its own'],
    ['GET', `${s3}/b/a%20b/c`, 's3:GetObject b|a b/c', 'keys are decoded'],
    ['GET', `${s3}/b?location`, 's3:GetBucketLocation b|', 'a sub-resource'],
    ['GET', `${s3}/b?policy=`, 's3:GetBucketPolicy b|', 'a sub-resource with an empty value'],
    ['PUT', `${s3}/b`, 's3:CreateBucket b|', 'a bucket is made'],
    ['PUT', `${s3}/b/k?partNumber=1&uploadId=u`, 's3:PutObject b|k', 'a part is written as the object'],
    ['POST', `${s3}/b/k?uploads`, 's3:PutObject b|k', 'an upload begins as the object'],
    ['DELETE', `${s3}/b/k?uploadId=u`, 's3:AbortMultipartUpload b|k', 'an upload is given up'],
    ['DELETE', `${s3}/b/k?versionId=1`, 's3:DeleteObjectVersion b|k', 'a version is deleted'],
    [
      'DELETE',
      `${s3}/b?lifecycle`,
      's3:PutLifecycleConfiguration b|',
      'deleting a configuration is putting it',
    ],
    [
      'GET',
      `${s3}/b/k?X-Amz-Signature=0&x-id=GetObject&response-content-type=x`,
      's3:GetObject b|k',
      'a presigned URL',
    ],
    ['GET', `${s3}/b?inventory`, 's3: cannot tell operation', 'a sub-resource that is not known'],
    ['GET', `${s3}/b?acl&policy`, 's3: cannot tell operation', 'two at once'],
    ['PATCH', `${s3}/b/k`, 's3: cannot tell operation', 'no such method'],
  ])('%s %s → %s, because %s', (method, address, expected) => {
    expect(show(method, address)).toBe(expected);
  });

  it('a copy reads its source, too', () => {
    expect(show('PUT', `${s3}/b/k`, { 'x-amz-copy-source': '/src/a%2Fb' })).toBe(
      's3:PutObject b|k + s3:GetObject src|a/b',
    );
  });

  it('tags of a new object are an action of their own', () => {
    expect(show('PUT', `${s3}/b/k`, { 'x-amz-tagging': 'a=b' })).toBe(
      's3:PutObject b|k + s3:PutObjectTagging b|k',
    );
  });

  it('every object of one deletion is asked about', () => {
    const body = '<Delete><Object><Key>a&amp;b</Key></Object><Object><Key>c</Key></Object></Delete>';
    expect(show('POST', `${s3}/b?delete`, {}, body)).toBe('s3:DeleteObject b|a&b + s3:DeleteObject b|c');
  });
});

const secrets = 'https://secretsmanager.ap-northeast-1.amazonaws.com/';
const target = (name: string): Record<string, string> => ({ 'x-amz-target': name });

describe('what the other protocols ask for', () => {
  it.each([
    [
      'JSON: the secret by its name',
      secrets,
      target('secretsmanager.GetSecretValue'),
      '{"SecretId":"db"}',
      'secretsmanager:GetSecretValue secret:db',
    ],
    [
      'JSON: the secret by its ARN',
      secrets,
      target('secretsmanager.GetSecretValue'),
      '{"SecretId":"arn:aws:secretsmanager:ap-northeast-1:1:secret:db-AbCdEf"}',
      'secretsmanager:GetSecretValue secret:db-AbCdEf',
    ],
    [
      'JSON: a log stream',
      'https://logs.ap-northeast-1.amazonaws.com/',
      target('Logs_20140328.PutLogEvents'),
      '{"logGroupName":"/g","logStreamName":"s"}',
      'logs:PutLogEvents log-group:/g:log-stream:s',
    ],
    [
      'JSON: a table and its index',
      'https://dynamodb.ap-northeast-1.amazonaws.com/',
      target('DynamoDB_20120810.Query'),
      '{"TableName":"t","IndexName":"i"}',
      'dynamodb:Query table/t/index/i',
    ],
    [
      'JSON: several tables at once',
      'https://dynamodb.ap-northeast-1.amazonaws.com/',
      target('DynamoDB_20120810.BatchGetItem'),
      '{"RequestItems":{"a":{},"b":{}}}',
      'dynamodb:BatchGetItem table/a + dynamodb:BatchGetItem table/b',
    ],
    [
      'JSON: an API whose name differs from its prefix',
      'https://api.ecr.ap-northeast-1.amazonaws.com/',
      target('AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken'),
      '{}',
      'ecr:GetAuthorizationToken *',
    ],
    [
      'query: an action in the body',
      'https://sts.ap-northeast-1.amazonaws.com/',
      {},
      'Action=GetCallerIdentity&Version=2011-06-15',
      'sts:GetCallerIdentity *',
    ],
    [
      'CBOR: the operation is in the path',
      'https://monitoring.ap-northeast-1.amazonaws.com/service/GraniteServiceVersion20100801/operation/PutMetricData',
      {},
      '',
      'cloudwatch:PutMetricData *',
    ],
    [
      'an API of API Gateway',
      'https://abc123.execute-api.ap-northeast-1.amazonaws.com/prod/items',
      {},
      '',
      'execute-api:Invoke abc123/prod/POST/items',
    ],
    [
      'a role to assume is not modelled',
      'https://sts.ap-northeast-1.amazonaws.com/',
      {},
      'Action=AssumeRole&RoleArn=x',
      'query: cannot tell resource',
    ],
    [
      'a key by its alias',
      'https://kms.ap-northeast-1.amazonaws.com/',
      target('TrentService.Decrypt'),
      '{"KeyId":"alias/a"}',
      'json: cannot tell resource',
    ],
    [
      'a service of which no resource is known',
      'https://states.ap-northeast-1.amazonaws.com/',
      target('AWSStepFunctions.StartExecution'),
      '{}',
      'json: cannot tell service',
    ],
    [
      'a body that is no JSON',
      secrets,
      target('secretsmanager.GetSecretValue'),
      '{',
      'json: cannot tell body',
    ],
    ['nothing that names an operation', secrets, {}, '', 'json: cannot tell operation'],
    ['a name that is nobody of AWS', 'https://example.com/', {}, '', 'plain: cannot tell foreign-name'],
  ])('%s', (_reason, address, headers, body, expected) => {
    expect(show('POST', address, headers, body)).toBe(expected);
  });

  it('a registry asks the actions of its API', () => {
    const registry = 'https://123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/v2';
    expect(show('GET', `${registry}/`)).toBe('ecr:GetAuthorizationToken *');
    expect(show('GET', `${registry}/team/app/manifests/latest`)).toBe(
      'ecr:BatchGetImage repository/team/app',
    );
    expect(show('GET', `${registry}/team/app/blobs/sha256:00`)).toBe(
      'ecr:GetDownloadUrlForLayer repository/team/app',
    );
    expect(show('PUT', `${registry}/team/app/manifests/latest`)).toBe('registry: cannot tell operation');
  });
});
