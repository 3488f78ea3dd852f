import { collection } from '../../../base/known.ts';
import type { RestApi } from '../../../model/network.ts';
import type { ResourceInstance } from '../instances.ts';
import { argumentOf, blocksAt, declaredBy, elementsOf, originOf, textAt, textOf } from './declared.ts';
import { nameOf } from './links.ts';
import { certain, type Reading } from './reading.ts';

type EndpointType = RestApi['endpointTypes']['items'][number];

/** IF-23: only REST APIs can be private. HTTP and WebSocket APIs are always public. */
export function readRestApis(reading: Reading): ReadonlyMap<string, RestApi> {
  const rest = certain(reading.managed('aws_api_gateway_rest_api')).map((instance) => readRestApi(instance));
  const http = certain(reading.managed('aws_apigatewayv2_api')).map((instance) => readHttpApi(instance));
  return new Map([...rest, ...http].map((api) => [api.address, api]));
}

function readRestApi(instance: ResourceInstance): RestApi {
  const declared = declaredBy(instance);
  const { items: blocks, unknowns } = blocksAt(declared, 'endpoint_configuration');
  const types = blocks.map((block) => elementsOf(argumentOf(block, 'types')));
  const texts = types.flatMap(({ items }) => items.map(textOf));
  const known = texts.flatMap((text) => (text?.kind === 'known' && isType(text.value) ? [text.value] : []));
  const open = [
    ...unknowns,
    ...types.flatMap((list) => list.unknowns),
    ...texts.flatMap((text) => (text?.kind === 'unknown' ? [text.unknown] : [])),
  ];
  // Without an endpoint configuration AWS makes an edge-optimised API.
  const isEdge = blocks.length === 0 && open.length === 0;
  return apiOf(instance, isEdge ? ['EDGE'] : known, open);
}

function readHttpApi(instance: ResourceInstance): RestApi {
  return apiOf(instance, ['REGIONAL'], []);
}

function apiOf(
  instance: ResourceInstance,
  types: readonly EndpointType[],
  unknowns: RestApi['endpointTypes']['unknowns'],
): RestApi {
  const declared = declaredBy(instance);
  const name = textAt(declared, 'name');
  return {
    address: nameOf(instance),
    name: name?.kind === 'known' ? name.value : undefined,
    endpointTypes: collection(types, unknowns),
    region: textOf(instance.region) ?? { kind: 'unknown', unknown: { reason: 'not-given', references: [] } },
    origin: originOf(declared),
  };
}

function isType(text: string): text is EndpointType {
  return text === 'EDGE' || text === 'REGIONAL' || text === 'PRIVATE';
}
