import type { Classification, ReceivedMessage } from './received.ts';

/**
 * A registry of ECR speaks the protocol of container registries; AWS asks the actions of ECR's API for it.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-pull-iam-roles.html
 */
export function classifyRegistry({ method, url }: ReceivedMessage): Classification {
  const path = url.replace(/\?.*$/s, '');
  if (path === '/v2/' || path === '/v2') return classified('ecr:GetAuthorizationToken', { kind: 'any' });
  const [, name, kind] = /^\/v2\/(.+)\/(manifests|blobs)\/[^/]+$/.exec(path) ?? [];
  if (name === undefined || (method !== 'GET' && method !== 'HEAD'))
    return { kind: 'unclassified', protocol: 'registry', why: 'operation', what: `${method} ${path}` };
  const action = kind === 'manifests' ? 'ecr:BatchGetImage' : 'ecr:GetDownloadUrlForLayer';
  return classified(action, { kind: 'named', service: 'ecr', before: 'repository/', name, tail: '' });
}

function classified(
  action: string,
  resource: Extract<Classification, { kind: 'classified' }>['asked'][number]['resource'],
): Classification {
  return {
    kind: 'classified',
    protocol: 'registry',
    service: 'ecr',
    asked: [{ action, resource }],
    keys: {},
    operation: action.replace('ecr:', ''),
    fields: {},
  };
}
