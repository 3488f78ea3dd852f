import { missingSetting } from '../../diagnostics/kinds/configuration.ts';
import type { Setting } from '../configuration/config-reader.ts';
import type { FargateWish, InstanceWish, IntentImage, IntentWorkload, LambdaWish } from './intent.ts';
import type { IntentReader } from './intent-reader.ts';
import { readNeed } from './read-need.ts';

type Found = ReadonlyMap<string, Setting>;

const common = ['kind', 'subnets', 'needs'] as const;
const namesOf = {
  fargate: [
    ...common,
    'image',
    'secrets',
    'logs',
    'executeCommand',
    'count',
    'cpu',
    'memoryMib',
    'ports',
    'environment',
  ],
  instance: [...common, 'sessionManager', 'instanceType', 'os'],
  lambda: [...common, 'image', 'zip', 'runtime', 'handler', 'timeoutSeconds', 'memoryMib', 'environment'],
} as const;

/** One workload, by its key in `workloads`. */
export function readWorkload(
  reader: IntentReader,
  name: string,
  setting: Setting,
): IntentWorkload | undefined {
  const isNamed = reader.isName(name, 'workload', setting);
  const kind = kindOf(reader, setting);
  if (kind === undefined) return undefined;
  const found = reader.object(setting, namesOf[kind]);
  if (found === undefined || !isNamed) return undefined;
  const base = {
    name,
    subnets: reader.choice(found.get('subnets'), ['private', 'isolated', 'public']),
    needs: reader.list(found.get('needs')).flatMap((item) => readNeed(reader, item) ?? []),
    environment: reader.textsByName(found.get('environment')),
    setting,
  };
  switch (kind) {
    case 'fargate':
      return readFargate(reader, setting, found, base);
    case 'instance':
      return readInstance(reader, found, base);
    case 'lambda':
      return readLambda(reader, found, base);
  }
}

function kindOf(reader: IntentReader, setting: Setting): keyof typeof namesOf | undefined {
  const { node, path } = setting;
  const kind = node.properties.find((property) => property.name === 'kind');
  if (kind !== undefined) {
    return reader.choice({ node: kind.value, path: `${path}.kind` }, ['fargate', 'instance', 'lambda']);
  }
  return node.type === 'object'
    ? reader.report(missingSetting, { path, names: ['kind'] }, setting)
    : void reader.object(setting, []);
}

type Base = Pick<IntentWorkload, 'name' | 'subnets' | 'needs' | 'environment' | 'setting'>;

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html */
const fargateCpus = [256, 512, 1024, 2048, 4096, 8192, 16_384];

function readFargate(
  reader: IntentReader,
  setting: Setting,
  found: Found,
  base: Base,
): FargateWish | undefined {
  if (!found.has('image')) reader.missing(setting, ['image']);
  const image = readImage(reader, found.get('image'));
  const secrets = found.has('secrets') ? reader.names(found.get('secrets'), 'secret') : [];
  const cpu = reader.oneOf(found.get('cpu'), fargateCpus) ?? 256;
  const rest = {
    logs: readLogs(reader, found.get('logs')),
    executeCommand: reader.boolean(found.get('executeCommand')) ?? false,
    count: reader.number(found.get('count'), 0, 5000) ?? 1,
    cpu,
    memoryMib: reader.number(found.get('memoryMib'), 512, 122_880) ?? cpu * 2,
    ports: reader.ports(found.get('ports')),
  };
  return image === undefined ? undefined : { kind: 'fargate', ...base, image, secrets, ...rest };
}

function readLogs(reader: IntentReader, setting: Setting | undefined): FargateWish['logs'] {
  if (setting === undefined) return { retentionDays: 30 };
  if (setting.node.type === 'boolean') return setting.node.isTrue ? { retentionDays: 30 } : undefined;
  const found = reader.object(setting, ['retentionDays']);
  return { retentionDays: reader.retention(found?.get('retentionDays')) ?? 30 };
}

function readInstance(reader: IntentReader, found: Found, base: Base): InstanceWish {
  return {
    kind: 'instance',
    ...base,
    sessionManager: reader.boolean(found.get('sessionManager')) ?? false,
    instanceType:
      reader.formed(found.get('instanceType'), /^[a-z][a-z0-9-]*\.[a-z0-9-]+$/, 't3.micro') ?? 't3.micro',
    os: reader.choice(found.get('os'), ['amazon-linux', 'windows']) ?? 'amazon-linux',
  };
}

function readLambda(reader: IntentReader, found: Found, base: Base): LambdaWish {
  return {
    kind: 'lambda',
    ...base,
    image: readImage(reader, found.get('image')),
    zip: reader.text(found.get('zip')) ?? `${base.name}.zip`,
    runtime: reader.text(found.get('runtime')) ?? 'nodejs22.x',
    handler: reader.text(found.get('handler')) ?? 'index.handler',
    timeoutSeconds: reader.number(found.get('timeoutSeconds'), 1, 900) ?? 30,
    memoryMib: reader.number(found.get('memoryMib'), 128, 10_240) ?? 256,
  };
}

/** `ecr('shop-api')` gives an object; text is the name of an image anywhere. */
function readImage(reader: IntentReader, setting: Setting | undefined): IntentImage | undefined {
  if (setting === undefined) return undefined;
  if (setting.node.type === 'text') return readImageText(setting);
  const found = reader.object(setting, ['registry', 'repository', 'tag', 'region', 'account', 'existing']);
  if (found === undefined) return undefined;
  reader.choice(found.get('registry'), ['ecr']);
  if (!found.has('repository')) reader.missing(setting, ['repository']);
  const repository = reader.name(found.get('repository'), 'repository')?.name;
  const region = reader.text(found.get('region'));
  const account = reader.formed(found.get('account'), /^\d{12}$/, '111122223333');
  const existing = reader.boolean(found.get('existing')) ?? account !== undefined;
  const tag = reader.text(found.get('tag')) ?? 'latest';
  if (repository === undefined) return undefined;
  return { kind: 'ecr', repository, tag, region, account, existing, setting };
}

const registry = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/([^:@]+)(?::(.+))?$/;

function readImageText(setting: Setting): IntentImage {
  const image = setting.node.text;
  const [, account, region, repository, tag = 'latest'] = registry.exec(image) ?? [];
  if (account === undefined || repository === undefined) return { kind: 'other', image, setting };
  return { kind: 'ecr', repository, tag, region, account, existing: true, setting };
}
