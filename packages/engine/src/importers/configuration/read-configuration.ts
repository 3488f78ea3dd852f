import { suggestNames } from '../../base/nearest-names.ts';
import type { Diagnostic, Read, Severity } from '../../diagnostics/diagnostic.ts';
import * as kinds from '../../diagnostics/kinds/configuration.ts';
import {
  type ConfiguredFile,
  type ConfiguredNeed,
  type ConfiguredWorkload,
  type Expectation,
  emptySettings,
  type Ignore,
  type Settings,
} from '../../model/settings.ts';
import type { WorkloadKind } from '../../model/workload.ts';
import { nodeOfText, nodeOfValue } from './config-node.ts';
import { ConfigReader, type Setting } from './config-reader.ts';

/** What reading must know besides the file. */
export interface ConfigurationFacts {
  /** Day of the run, `2026-12-31`: ignores end. The engine has no clock. */
  readonly today: string;
  /** The severity of each code of a diagnostic that can be named. */
  readonly severities: ReadonlyMap<string, Severity>;
}

/** Reads `naisen.config.json`. */
export function readConfigurationText(file: string, text: string, facts: ConfigurationFacts): Read<Settings> {
  const { node, diagnostics } = nodeOfText(file, text);
  if (node === undefined) return { value: emptySettings, diagnostics };
  return readRoot({ node, path: '' }, facts);
}

/** Reads what a program such as `naisen.config.ts` exports. */
export function readConfigurationValue(
  file: string,
  value: unknown,
  facts: ConfigurationFacts,
): Read<Settings> {
  return readRoot({ node: nodeOfValue(file, value), path: '' }, facts);
}

const names = [
  '$schema',
  'workloads',
  'needs',
  'facts',
  'organization',
  'severities',
  'ignores',
  'baseline',
  'usage',
  'expect',
] as const;

function readRoot(root: Setting, facts: ConfigurationFacts): Read<Settings> {
  const reader = new ConfigReader();
  const settings = reader.object(root, names);
  const value: Settings = {
    workloads: readEach(reader, settings?.get('workloads'), readWorkload),
    needs: readEach(reader, settings?.get('needs'), readNeed),
    ...readFacts(reader, settings?.get('facts')),
    organization: readOrganization(reader, settings?.get('organization')),
    severities: readSeverities(reader, settings?.get('severities'), facts),
    ignores: readEach(reader, settings?.get('ignores'), (each, setting) => readIgnore(each, setting, facts)),
    baseline: reader.text(settings?.get('baseline')),
    usage: reader.text(settings?.get('usage')),
    expectations: readEach(reader, settings?.get('expect'), readExpectation),
  };
  return { value, diagnostics: reader.diagnostics };
}

function readEach<Value>(
  reader: ConfigReader,
  setting: Setting | undefined,
  read: (reader: ConfigReader, setting: Setting) => Value | undefined,
): readonly Value[] {
  return reader.list(setting).flatMap((item) => read(reader, item) ?? []);
}

const workloadKinds: readonly WorkloadKind[] = [
  'auto-scaling-group',
  'codebuild-vpc',
  'database',
  'ec2-instance',
  'ec2-session-manager',
  'ecs-ec2',
  'ecs-ec2-task',
  'ecs-fargate',
  'eks-private',
  'lambda-vpc',
  'load-balancer',
  'network-interface',
  'subnet',
];

function readWorkload(reader: ConfigReader, setting: Setting): ConfiguredWorkload | undefined {
  const found = reader.object(setting, ['name', 'kind', 'subnets', 'securityGroups', 'publicIp']);
  if (found === undefined) return undefined;
  const name = required(reader, setting, found, 'name');
  const subnets = reader.texts(found.get('subnets'));
  if (!found.has('subnets')) reader.missing(setting, ['subnets']);
  if (name === undefined || subnets.length === 0) return undefined;
  return {
    name,
    kind: reader.choice(found.get('kind'), workloadKinds) ?? 'network-interface',
    subnets,
    securityGroups: reader.texts(found.get('securityGroups')),
    publicIp: reader.boolean(found.get('publicIp')),
    ...placeOf(setting),
  };
}

function readNeed(reader: ConfigReader, setting: Setting): ConfiguredNeed | undefined {
  const found = reader.object(setting, ['from', 'to', 'need', 'why']);
  if (found === undefined) return undefined;
  const to = required(reader, setting, found, 'to');
  if (to === undefined) return undefined;
  return {
    from: reader.text(found.get('from')) ?? '*',
    to,
    need: reader.choice(found.get('need'), ['required', 'recommended', 'none']) ?? 'required',
    why: reader.text(found.get('why')) ?? '',
    ...placeOf(setting),
  };
}

function readFacts(
  reader: ConfigReader,
  setting: Setting | undefined,
): Pick<Settings, 'variables' | 'account' | 'principalTags'> {
  const found =
    setting === undefined ? undefined : reader.object(setting, ['variables', 'account', 'principalTags']);
  const principalTags = reader.entries(found?.get('principalTags')).map(([role, tags]) => ({
    role,
    tags: new Map(
      reader.entries(tags).flatMap(([name, value]) => {
        const text = reader.text(value);
        return text === undefined ? [] : [[name, text] as const];
      }),
    ),
  }));
  return {
    variables: readVariables(reader, found?.get('variables')),
    account: reader.formed(found?.get('account'), /^\d{12}$/, '111122223333'),
    principalTags,
  };
}

/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html */
function readOrganization(reader: ConfigReader, setting: Setting | undefined): Settings['organization'] {
  if (setting === undefined) return undefined;
  const found = reader.object(setting, organizationNames);
  if (found === undefined) return undefined;
  return {
    id: reader.formed(found.get('id'), /^o-[a-z0-9]{10,32}$/, 'o-a1b2c3d4e5'),
    path: reader.formed(
      found.get('path'),
      /^o-[a-z0-9]{10,32}\/r-[0-9a-z]{4,32}\/(?:ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}\/)*$/,
      'o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/',
    ),
    serviceControlPolicies: readLevels(reader, found.get('serviceControlPolicies')),
    resourceControlPolicies: readLevels(reader, found.get('resourceControlPolicies')),
  };
}

const organizationNames = ['id', 'path', 'serviceControlPolicies', 'resourceControlPolicies'] as const;

/** A level is one file or a list of files. */
function readLevels(
  reader: ConfigReader,
  setting: Setting | undefined,
): readonly (readonly ConfiguredFile[])[] {
  return reader.list(setting).map((level) => {
    const files = level.node.type === 'list' ? reader.list(level) : [level];
    return files.flatMap((each): ConfiguredFile[] => {
      const file = reader.text(each);
      return file === undefined ? [] : [{ file, ...placeOf(each) }];
    });
  });
}

function readVariables(reader: ConfigReader, setting: Setting | undefined): Settings['variables'] {
  return reader.entries(setting).flatMap(([name, value]) => {
    const { type, text, isTrue } = value.node;
    if (type === 'text' || type === 'number') return [{ name, value: text }];
    if (type === 'boolean') return [{ name, value: String(isTrue) }];
    const facts = { path: value.path, expected: 'text', found: type } as const;
    return reader.report(kinds.wrongSettingType, facts, value) ?? [];
  });
}

function readSeverities(
  reader: ConfigReader,
  setting: Setting | undefined,
  facts: ConfigurationFacts,
): Settings['severities'] {
  const severities = new Map<string, Severity | 'off'>();
  for (const [code, value] of reader.entries(setting)) {
    const severity = reader.choice(value, ['error', 'warning', 'note', 'off']);
    if (severity === undefined || !isCode(reader, code, value, facts)) continue;
    const { path } = value;
    if (facts.severities.get(code) === 'error' && severity !== 'error') {
      reader.report(kinds.errorNotSilenced, { path, code, severity }, value);
    } else severities.set(code, severity);
  }
  return severities;
}

function isCode(reader: ConfigReader, code: string, setting: Setting, facts: ConfigurationFacts): boolean {
  if (facts.severities.has(code)) return true;
  const nearest = suggestNames(code, facts.severities.keys());
  reader.report(kinds.unknownCode, { path: setting.path, code, nearest }, setting);
  return false;
}

/** An ignore that has ended, names nothing or gives no reason ignores nothing. */
function readIgnore(reader: ConfigReader, setting: Setting, facts: ConfigurationFacts): Ignore | undefined {
  const found = reader.object(setting, ['code', 'at', 'from', 'to', 'reason', 'until']);
  if (found === undefined) return undefined;
  const reason = required(reader, setting, found, 'reason');
  const code = reader.text(found.get('code'));
  const from = reader.text(found.get('from'));
  const to = reader.text(found.get('to'));
  const until = reader.day(found.get('until'));
  if (code === undefined && from === undefined && to === undefined) {
    return reader.missing(setting, ['code', 'from', 'to']);
  }
  if (reason === undefined || (found.has('until') && until === undefined)) return undefined;
  // Codes of blocked hops are words, not numbers: they are not in the list of diagnostics.
  const codeAt = found.get('code');
  if (code !== undefined && codeAt !== undefined && /^NSN/.test(code)) {
    if (!isCode(reader, code, codeAt, facts)) return undefined;
    // What could not be read at all is no finding that one may accept.
    if (/^NSN[1239]/.test(code) && facts.severities.get(code) === 'error') {
      return reader.report(kinds.errorNotSilenced, { path: codeAt.path, code, severity: 'off' }, codeAt);
    }
  }
  if (until !== undefined && until < facts.today) {
    return reader.report(kinds.expiredIgnore, { path: setting.path, until, reason }, setting);
  }
  return { code, at: reader.text(found.get('at')), from, to, reason, until, ...placeOf(setting) };
}

const expectationNames = ['name', 'from', 'to', 'action', 'resource', 'is', 'privacy', 'via'] as const;

const ways = [
  'local',
  'interface-endpoint',
  'gateway-endpoint',
  'internet-gateway',
  'egress-only-internet-gateway',
  'nat-gateway',
  'nat-instance',
  'vpc-peering-connection',
  'transit-gateway',
  'vpn-gateway',
] as const;

function readExpectation(reader: ConfigReader, setting: Setting): Expectation | undefined {
  const found = reader.object(setting, expectationNames);
  if (found === undefined) return undefined;
  const from = required(reader, setting, found, 'from');
  const to = required(reader, setting, found, 'to');
  if (!found.has('is')) reader.missing(setting, ['is']);
  const is = reader.choice(found.get('is'), ['reachable', 'blocked', 'undetermined']);
  const privacy = reader.choice(found.get('privacy'), ['vpc', 'gateway', 'aws', 'internet']);
  const via = reader.choice(found.get('via'), ways);
  if (found.has('resource') && !found.has('action')) return reader.missing(setting, ['action']);
  if (from === undefined || to === undefined || is === undefined) return undefined;
  if (is !== 'reachable' && (privacy !== undefined || via !== undefined)) {
    return reader.report(kinds.privacyWithoutArrival, { path: setting.path, is }, setting);
  }
  return {
    name: reader.text(found.get('name')) ?? '',
    from,
    to,
    action: reader.text(found.get('action')),
    resource: reader.text(found.get('resource')),
    is,
    privacy,
    via,
    ...placeOf(setting),
  };
}

function required(
  reader: ConfigReader,
  setting: Setting,
  found: ReadonlyMap<string, Setting>,
  name: string,
): string | undefined {
  if (!found.has(name)) return reader.missing(setting, [name]);
  const text = reader.text(found.get(name));
  return text === '' ? reader.missing(setting, [name]) : text;
}

function placeOf({ node, path }: Setting): Pick<Expectation, 'path' | 'range'> {
  return { path, range: node.range };
}

/** Severities as the user wants them; `off` leaves the diagnostic out. */
export function withSeverities(
  diagnostics: readonly Diagnostic[],
  severities: Settings['severities'],
): readonly Diagnostic[] {
  if (severities.size === 0) return diagnostics;
  return diagnostics.flatMap((diagnostic) => {
    const severity = severities.get(diagnostic.code);
    if (severity === 'off') return [];
    return severity === undefined ? [diagnostic] : [{ ...diagnostic, severity }];
  });
}
