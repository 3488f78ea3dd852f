import type { Setting } from '../configuration/config-reader.ts';
import type { OnPremisesWish, PrivateLinkWish } from './intent.ts';
import type { IntentReader } from './intent-reader.ts';
import { readCidr } from './read-cidr.ts';

/** Endpoints of services that are not AWS's. */
export function readPrivateLinks(
  reader: IntentReader,
  setting: Setting | undefined,
): readonly PrivateLinkWish[] {
  return reader.list(setting).flatMap((item) => readPrivateLink(reader, item) ?? []);
}

function readPrivateLink(reader: IntentReader, setting: Setting): PrivateLinkWish | undefined {
  const found = reader.object(setting, ['name', 'serviceName', 'privateDnsName', 'ports']);
  if (found === undefined) return undefined;
  for (const name of ['name', 'serviceName']) if (!found.has(name)) reader.missing(setting, [name]);
  const name = reader.name(found.get('name'), 'workload')?.name;
  const serviceName = reader.formed(
    found.get('serviceName'),
    /^com\.amazonaws\.vpce\.[a-z0-9-]+\.vpce-svc-[0-9a-f]{8,17}$/,
    'com.amazonaws.vpce.ap-northeast-1.vpce-svc-0123456789abcdef0',
  );
  const privateDnsName = reader.formed(
    found.get('privateDnsName'),
    /^[a-z0-9-]+(\.[a-z0-9-]+)+$/,
    'api.example.com',
  );
  if (name === undefined || serviceName === undefined) return undefined;
  const ports = found.has('ports') ? reader.ports(found.get('ports')) : [443];
  return { name, serviceName, privateDnsName, ports, setting };
}

/** Who calls from outside, over a VPN or Direct Connect, and what. */
export function readOnPremises(
  reader: IntentReader,
  setting: Setting | undefined,
): OnPremisesWish | undefined {
  if (setting === undefined) return undefined;
  const found = reader.object(setting, ['cidrs', 'services']);
  if (found === undefined) return undefined;
  for (const name of ['cidrs', 'services']) if (!found.has(name)) reader.missing(setting, [name]);
  const cidrs = reader
    .list(found.get('cidrs'))
    .flatMap((item) => readCidr(reader, item, 'on-premises') ?? []);
  return { cidrs, services: reader.services(found.get('services')), setting };
}
