import type { SourceRange } from '../../../../base/source-range.ts';
import { callFunction } from '../../functions/call.ts';
import {
  boolType,
  isWhollyKnown,
  mapOf,
  mapType,
  nullValue,
  stringType,
  trueValue,
  unknownFrom,
} from '../../values/construct.ts';
import type { Value } from '../../values/value.ts';
import type { ProviderConfiguration } from '../modules/module.ts';
import type { Scope } from '../scope.ts';
import type { Session } from '../session.ts';
import { planAlternativeNames, planValidationOptions } from './certificate-domains.ts';

export interface InstanceContext {
  readonly type: string;
  readonly address: string;
  readonly configured: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, Value>;
  readonly region: Value;
  readonly provider: ProviderConfiguration;
  readonly session: Session;
  /** In which its expressions are evaluated. */
  readonly scope: Scope;
  /** Where an argument stands. */
  readonly placeOf: (argument: string) => SourceRange;
}

/** What the AWS provider plans beyond defaults and what is written. */
export function applyProviderRules(
  values: ReadonlyMap<string, Value>,
  context: InstanceContext,
): ReadonlyMap<string, Value> {
  const planned = new Map(values);
  const tagsAll = values.has('tags_all') ? planTagsAll(values, context) : undefined;
  if (tagsAll !== undefined) planned.set('tags_all', tagsAll);
  for (const [name, rule] of Object.entries(rulesOf(context.type))) {
    const value = values.get(name);
    if (value !== undefined) planned.set(name, rule(value, context));
  }
  return planned;
}

type Rule = (value: Value, context: InstanceContext) => Value;

const noRules: Readonly<Record<string, Rule>> = {};

const rulesByType: ReadonlyMap<string, Readonly<Record<string, Rule>>> = new Map([
  [
    'aws_acm_certificate',
    {
      domain_validation_options: planValidationOptions,
      subject_alternative_names: planAlternativeNames,
    },
  ],
  ['aws_instance', { source_dest_check: planSourceDestCheck, user_data: planUserData }],
  ['aws_lb', { enable_cross_zone_load_balancing: planCrossZone }],
  ['aws_security_group', { ingress: planProtocols, egress: planProtocols }],
  ['aws_default_security_group', { ingress: planProtocols, egress: planProtocols }],
  ['aws_security_group_rule', { protocol: planProtocol }],
]);

function rulesOf(type: string): Readonly<Record<string, Rule>> {
  return rulesByType.get(type) ?? noRules;
}

/** True by default, unless the instance is given interfaces that have their own. */
function planSourceDestCheck(value: Value, context: InstanceContext): Value {
  const isOpen = value.kind === 'unknown' && !context.configured.has('source_dest_check');
  return isOpen && !context.configured.has('network_interface') ? trueValue : value;
}

/** Application Load Balancers always spread over zones: the argument is not theirs. */
function planCrossZone(value: Value, context: InstanceContext): Value {
  const type = context.values.get('load_balancer_type');
  return type?.kind === 'string' && type.value === 'application' ? nullValue(boolType) : value;
}

/** The provider keeps a hash instead of the text. */
function planUserData(value: Value, context: InstanceContext): Value {
  if (value.kind !== 'string') return value;
  const { files } = context.session;
  const hashed = callFunction('sha1', [value], {
    files,
    moduleDirectory: '.',
    evaluateTemplate: () => undefined,
  });
  return hashed.ok ? hashed.value : value;
}

/** Numbers of IP protocols that EC2 answers with names. */
const protocolNames: ReadonlyMap<string, string> = new Map([
  ['all', '-1'],
  ['1', 'icmp'],
  ['6', 'tcp'],
  ['17', 'udp'],
  ['58', 'icmpv6'],
]);

function planProtocol(value: Value): Value {
  if (value.kind !== 'string') return value;
  const lower = value.value.toLowerCase();
  return { ...value, value: protocolNames.get(lower) ?? lower };
}

function planProtocols(rules: Value): Value {
  if (rules.kind !== 'set') return rules;
  const items = rules.items.map((rule): Value => {
    const protocol = rule.kind === 'object' ? rule.entries.get('protocol') : undefined;
    if (rule.kind !== 'object' || protocol === undefined) return rule;
    return { ...rule, entries: new Map([...rule.entries, ['protocol', planProtocol(protocol)]]) };
  });
  return { ...rules, items };
}

/**
 * `tags_all` holds the provider's `default_tags` with the resource's `tags` over them.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/resource-tagging
 */
function planTagsAll(values: ReadonlyMap<string, Value>, context: InstanceContext): Value | undefined {
  const tags = values.get('tags');
  const layers = [context.provider.defaultTags, ...(tags === undefined ? [] : [tags])];
  const open = layers.filter((layer) => layer.kind === 'unknown');
  if (open.length > 0) return unknownFrom(mapType(stringType), open);
  const merged = new Map<string, Value>();
  for (const layer of layers) {
    if (layer.kind === 'map') for (const [key, value] of layer.entries) merged.set(key, value);
  }
  // Newer resources plan an empty map here, older ones an unknown: the schema's default says which.
  if (merged.size === 0) return values.get('tags_all');
  const all = mapOf(
    stringType,
    [...merged].filter(([, value]) => value.kind !== 'null'),
  );
  return isWhollyKnown(all) ? all : unknownFrom(mapType(stringType), [all]);
}
