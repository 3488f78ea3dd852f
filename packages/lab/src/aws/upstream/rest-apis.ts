import type { Network } from '@naisen/engine';
import { madeUpId } from '../made-up-id.ts';
import type { LocalRequest, LocalResponse } from './upstream.ts';

/** The id in an API's default name: AWS makes it on apply, so the lab makes one up. */
export function restApiIdOf(address: string): string {
  return BigInt(`0x${madeUpId('api', address).slice(5)}`)
    .toString(36)
    .padStart(10, '0')
    .slice(0, 10);
}

/**
 * An API of API Gateway, as far as its way decides: a private one answers by the endpoint only, a public one
 * by its public name only (DNS-18).
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-apis.html
 */
export function invokeApi({ world, way, classified, message }: LocalRequest): LocalResponse {
  const [resource] = classified.asked;
  const name = resource?.resource.kind === 'named' ? resource.resource.name : '';
  const [id = '', stage = ''] = name.split('/');
  const api = [...(world.network.restApis?.values() ?? [])].find(
    ({ address }) => restApiIdOf(address) === id,
  );
  const isByEndpoint = way === 'interface-endpoint';
  if (api === undefined || isPrivate(api) !== isByEndpoint || stage === '') return forbidden;
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ api: api.name ?? api.address, stage, method: message.method }),
  };
}

function isPrivate({
  endpointTypes,
}: NonNullable<ReturnType<NonNullable<Network['restApis']>['get']>>): boolean {
  return endpointTypes.items.includes('PRIVATE');
}

const forbidden: LocalResponse = {
  status: 403,
  headers: { 'content-type': 'application/json', 'x-amzn-errortype': 'ForbiddenException' },
  body: JSON.stringify({ message: 'Forbidden' }),
};
