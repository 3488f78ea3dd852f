import { apiGateway, cognito, defineNetwork, lambda } from 'naisen';

/**
 * A function that calls a private REST API, a public one, and Cognito with its managed login. The login and
 * the public API have no endpoint, so that a NAT gateway stays; and private DNS stays off, because it would
 * capture the public API's name.
 */
export default defineNetwork({
  name: 'memo',
  region: 'ap-northeast-1',
  cidr: '10.3.0.0/16',
  azs: 2,
  workloads: {
    caller: lambda({
      needs: [
        apiGateway({ api: 'internal', type: 'private' }),
        apiGateway({ api: 'public', type: 'regional' }),
        cognito({ userPool: 'users', domain: 'memo-login' }),
      ],
    }),
  },
  internet: 'one-nat-gateway',
});
