import { compareAddresses, compareText } from '../../base/ordered.ts';
import type {
  EvaluatedResource,
  ModuleInstance,
} from '../../importers/terraform/evaluation/modules/module.ts';
import { formatInstanceKey } from '../../importers/terraform/evaluation/resources/expansion.ts';
import { exactReference, nameOf } from '../../importers/terraform/network/links.ts';
import type { Value } from '../../importers/terraform/values/value.ts';
import type { Id, IdKind, Origin } from '../../model/identity.ts';
import { quoted } from './hcl-text.ts';
import { isUsersOwn, scopeOf, tryExpression, type UserProject } from './user-project.ts';

/** Kinds of things that a change refers to. */
export type ReferredKind = Extract<
  IdKind,
  | 'ElasticIp'
  | 'NatGateway'
  | 'PrefixList'
  | 'RouteTable'
  | 'SecurityGroup'
  | 'Subnet'
  | 'Vpc'
  | 'VpcEndpoint'
>;

/** An output that a module of the user lacks so far. */
export interface NewOutput {
  readonly directory: string;
  readonly name: string;
  readonly value: string;
}

/** Text that stands for things in one module, with the outputs that must be added for it. */
export interface Expressed {
  readonly text: string;
  readonly outputs: readonly NewOutput[];
}

/** Finds the user's own words for things. Every answer was evaluated in the module and names exactly them. */
export class Expressions {
  readonly #project: UserProject;
  /** Values of outputs that were thought of, by folder and name. */
  readonly #outputs: Map<string, string> = new Map();
  readonly #words: Map<ModuleInstance, ModuleWords> = new Map();
  readonly #ones: Map<string, Expressed | undefined> = new Map();

  constructor(project: UserProject) {
    this.#project = project;
  }

  /** One thing, such as `aws_vpc.main.id`. */
  one<Kind extends ReferredKind>(module: ModuleInstance, kind: Kind, id: Id<Kind>): Expressed | undefined {
    const key = JSON.stringify([module.address, kind, id]);
    if (!this.#ones.has(key)) this.#ones.set(key, this.#findOne(module, kind, id));
    return this.#ones.get(key);
  }

  #findOne<Kind extends ReferredKind>(
    module: ModuleInstance,
    kind: Kind,
    id: Id<Kind>,
  ): Expressed | undefined {
    const direct = this.#direct(module, kind, id) ?? this.#named(module, kind, id);
    if (direct !== undefined) return { text: direct, outputs: [] };
    return this.#throughNewOutput(module, kind, [id], 'one') ?? this.#literal(kind, id);
  }

  #wordsOf(module: ModuleInstance): ModuleWords {
    const known = this.#words.get(module);
    if (known !== undefined) return known;
    const words = readWords(module);
    this.#words.set(module, words);
    return words;
  }

  /** A list of exactly these things, such as `aws_subnet.private[*].id`. */
  many<Kind extends ReferredKind>(
    module: ModuleInstance,
    kind: Kind,
    ids: readonly Id<Kind>[],
  ): Expressed | undefined {
    if (ids.length === 0) return { text: '[]', outputs: [] };
    const whole = this.#wholeResource(module, kind, ids) ?? this.#namedList(module, kind, ids);
    if (whole !== undefined) return { text: whole, outputs: [] };
    const composed = this.#composed(module, kind, ids);
    if (composed?.outputs.length === 0) return composed;
    return this.#throughNewOutput(module, kind, ids, 'many') ?? composed;
  }

  /** The thing that a value names, as the reader of the changed file will see it. */
  idOf(kind: ReferredKind, value: Value): string | undefined {
    if (isOtherName(value)) return undefined;
    const link = this.#project.links.link(kind, value, nowhere);
    return link?.kind === 'known' ? link.value : undefined;
  }

  /** The distinct things of a list; `undefined` when it is no list or holds what cannot be told. */
  idsOf(kind: ReferredKind, value: Value): readonly string[] | undefined {
    const items = itemsOf(value);
    const ids = items?.map((item) => this.idOf(kind, item));
    return ids?.every((id) => id !== undefined) ? [...new Set(ids)] : undefined;
  }

  #isOne(module: ModuleInstance, text: string, kind: ReferredKind, id: string): boolean {
    const value = tryExpression(text, scopeOf(module));
    return value !== undefined && this.idOf(kind, value) === id;
  }

  #isAll(module: ModuleInstance, text: string, kind: ReferredKind, ids: readonly string[]): boolean {
    const value = tryExpression(text, scopeOf(module));
    const found = value === undefined ? undefined : this.idsOf(kind, value);
    return found !== undefined && isSame(found, ids);
  }

  /** Declared in this very module, or a default thing of a VPC that is. */
  #direct(module: ModuleInstance, kind: ReferredKind, id: string): string | undefined {
    const { addresses } = this.#wordsOf(module);
    const own = addresses.get(id);
    const dot = id.lastIndexOf('.');
    const owner = own === undefined ? addresses.get(id.slice(0, dot)) : undefined;
    const texts = [
      ...(own ?? []).map((text) => `${text}.id`),
      ...(owner ?? []).map((text) => text + id.slice(dot)),
    ];
    return texts.find((text) => this.#isOne(module, text, kind, id));
  }

  /** By a variable, a local value or an output of a called module. */
  #named(module: ModuleInstance, kind: ReferredKind, id: string): string | undefined {
    const { values } = this.#wordsOf(module);
    const whole = values.filter(({ value }) => this.idOf(kind, value) === id).map(({ text }) => text);
    if (whole.length > 0) return closestName(whole, [id]);
    const elements = values.flatMap(({ text, value }) => elementTexts(text, value));
    const parts = elements.filter(({ value }) => this.idOf(kind, value) === id).map(({ text }) => text);
    return closestName(parts, [id]);
  }

  #wholeResource(module: ModuleInstance, kind: ReferredKind, ids: readonly string[]): string | undefined {
    const wanted = new Set(ids);
    const texts = this.#wordsOf(module)
      .resources.filter(({ resource }) =>
        resource.instances.some(({ instance }) => wanted.has(nameOf(instance))),
      )
      .flatMap(({ address, resource }) => wholeTexts(address, resource));
    return texts.find((text) => this.#isAll(module, text, kind, ids));
  }

  #namedList(module: ModuleInstance, kind: ReferredKind, ids: readonly string[]): string | undefined {
    const found = this.#wordsOf(module).values.flatMap(({ text, value }): readonly string[] => {
      const own = this.idsOf(kind, value);
      if (own !== undefined) return isSame(own, ids) ? [text] : [];
      const isMap = value.kind === 'map' || value.kind === 'object';
      return isMap && this.#isAll(module, `values(${text})`, kind, ids) ? [`values(${text})`] : [];
    });
    return closestName(found, ids);
  }

  /** Whole resources and whole lists as far as they go, then single things. */
  #composed<Kind extends ReferredKind>(
    module: ModuleInstance,
    kind: Kind,
    ids: readonly Id<Kind>[],
  ): Expressed | undefined {
    const { lists, rest } = this.#wholeParts(module, kind, ids);
    const singles = rest.map((id) => this.one(module, kind, id));
    if (!singles.every((single) => single !== undefined)) return undefined;
    const own = singles.length === 0 ? [] : [`[${singles.map(({ text }) => text).join(', ')}]`];
    const parts = [...lists, ...own];
    const text = parts.length === 1 ? (parts[0] ?? '') : `concat(${parts.join(', ')})`;
    return { text, outputs: singles.flatMap(({ outputs }) => outputs) };
  }

  #wholeParts<Kind extends ReferredKind>(
    module: ModuleInstance,
    kind: Kind,
    ids: readonly Id<Kind>[],
  ): { readonly lists: readonly string[]; readonly rest: readonly Id<Kind>[] } {
    const left = new Set<Id<Kind>>(ids);
    const lists: string[] = [];
    for (const { address, resource } of this.#wordsOf(module).resources) {
      const named = new Set(resource.instances.map(({ instance }) => nameOf(instance)));
      const own = [...left].filter((id) => named.has(id));
      if (own.length < 2 || own.length !== resource.instances.length) continue;
      const text = wholeTexts(address, resource).find((whole) => this.#isAll(module, whole, kind, own));
      if (text === undefined) continue;
      lists.push(text);
      for (const id of own) left.delete(id);
    }
    return { lists, rest: [...left] };
  }

  /** The inner module says it in its own words, and an output that we add hands it out. */
  #throughNewOutput<Kind extends ReferredKind>(
    module: ModuleInstance,
    kind: Kind,
    ids: readonly Id<Kind>[],
    number: 'one' | 'many',
  ): Expressed | undefined {
    for (const [name, pull] of module.calls) {
      for (const inner of pull().modules) {
        if (!isUsersOwn(inner.directory) || !ids.every((id) => id.startsWith(`${inner.address}.`))) continue;
        const [first] = ids;
        const found =
          number === 'many' || first === undefined
            ? this.many(inner, kind, ids)
            : this.one(inner, kind, first);
        if (found === undefined) continue;
        const words = outputWords(inner, kind, ids, number);
        const output = {
          directory: inner.directory,
          name: this.#outputName(inner, words, found.text),
          value: found.text,
        };
        const key = inner.address.slice(module.address === '' ? 0 : module.address.length + 1);
        const call = key.startsWith(`module.${name}`) ? key : `module.${name}`;
        return { text: `${call}.${output.name}`, outputs: [...found.outputs, output] };
      }
    }
    return undefined;
  }

  /** The same value keeps its name; another value gets another one. */
  #outputName(inner: ModuleInstance, words: string, value: string): string {
    for (let i = 1; ; i++) {
      const name = i === 1 ? words : `${words}_${i}`;
      const key = `${inner.directory} ${name}`;
      const held = this.#outputs.get(key) ?? (inner.outputs.has(name) ? '' : value);
      if (held !== value) continue;
      this.#outputs.set(key, value);
      return name;
    }
  }

  /** An id that AWS gave stands for itself. */
  #literal(kind: ReferredKind, id: string): Expressed | undefined {
    const text = quoted(id);
    const value = tryExpression(text, scopeOf(this.#project.root));
    const isLiteral = /^[a-z]+-[0-9a-f]+$/.test(id) && value !== undefined && this.idOf(kind, value) === id;
    return isLiteral ? { text, outputs: [] } : undefined;
  }
}

/** An ARN or a name stands for the thing as well, but arguments that want its id do not take it. */
function isOtherName(value: Value): boolean {
  const path = exactReference(value)?.path;
  return path === 'arn' || path === 'name' || (value.kind === 'string' && value.value.startsWith('arn:'));
}

const nowhere: Origin = {
  kind: 'terraform',
  address: '',
  range: { file: '', start: { line: 1, column: 1, offset: 0 }, end: { line: 1, column: 1, offset: 0 } },
};

function isSame(left: readonly string[], right: readonly string[]): boolean {
  return left.length === new Set(right).size && left.every((id) => right.includes(id));
}

function itemsOf(value: Value): readonly Value[] | undefined {
  if (value.kind === 'list' || value.kind === 'tuple' || value.kind === 'set') return value.items;
  return value.kind === 'unknown' ? value.elements : undefined;
}

/** What a module can say of itself, read once. */
interface ModuleWords {
  readonly resources: readonly NamedResource[];
  readonly values: readonly NamedValue[];
  /** Names of instances in the module, by the id that the model knows them by. */
  readonly addresses: ReadonlyMap<string, readonly string[]>;
}

function readWords(module: ModuleInstance): ModuleWords {
  const resources = resourcesOf(module);
  const addresses = new Map<string, string[]>();
  for (const { address, resource } of resources) {
    for (const { instance } of resource.instances) {
      const own = addresses.get(nameOf(instance)) ?? [];
      own.push(address + formatInstanceKey(instance.key));
      addresses.set(nameOf(instance), own);
    }
  }
  return { resources, values: namedValues(module), addresses };
}

interface NamedResource {
  /** `aws_subnet.private`, `data.aws_vpc.main`. */
  readonly address: string;
  readonly resource: EvaluatedResource;
}

function resourcesOf(module: ModuleInstance): readonly NamedResource[] {
  const managed = [...module.resources].map(([key, pull]) => ({ address: key, resource: pull() }));
  const data = [...module.data].map(([key, pull]) => ({ address: `data.${key}`, resource: pull() }));
  return [...managed, ...data].toSorted((a, b) => compareText(a.address, b.address));
}

/** All instances of a resource as a list, in the ways that people write it. */
function wholeTexts(address: string, { instances }: EvaluatedResource): readonly string[] {
  const [first] = instances;
  if (first === undefined) return [];
  if (first.instance.key === undefined) return [`[${address}.id]`];
  if (typeof first.instance.key === 'number') return [`${address}[*].id`];
  const letter = /\b[a-z]+_([a-z])[a-z_]*\./.exec(address)?.[1] ?? 'x';
  return [`[for ${letter} in ${address} : ${letter}.id]`];
}

interface NamedValue {
  readonly text: string;
  readonly value: Value;
}

/** What the module gives a name: outputs of calls, local values, variables; in this order of preference. */
function namedValues(module: ModuleInstance): readonly NamedValue[] {
  const outputs = [...module.calls].flatMap(([name, pull]) =>
    pull().modules.flatMap((inner) => {
      const key = /\[(?:\d+|"(?:[^"\\]|\\.)*")\]$/.exec(inner.address)?.[0] ?? '';
      return [...inner.outputs].map(([output, value]) => ({
        text: `module.${name}${key}.${output}`,
        value: value(),
      }));
    }),
  );
  const named = (prefix: string, pulls: ReadonlyMap<string, () => Value>): readonly NamedValue[] =>
    [...pulls].map(([name, value]) => ({ text: `${prefix}.${name}`, value: value() }));
  const all = [
    outputs.toSorted((a, b) => compareAddresses(a.text, b.text)),
    named('local', module.locals),
    named('var', module.variables),
  ];
  return all.flat().filter(({ value }) => value.sensitive !== true);
}

/** Elements of a list or map with the text that picks each; a set has no places. */
function elementTexts(text: string, value: Value): readonly NamedValue[] {
  if (value.kind === 'list' || value.kind === 'tuple') {
    return value.items.map((item, i) => ({ text: `${text}[${i}]`, value: item }));
  }
  if (value.kind !== 'map' && value.kind !== 'object') return [];
  return [...value.entries].map(([key, item]) => ({ text: `${text}[${quoted(key)}]`, value: item }));
}

/** Several names may stand for one list; the one that says most of the words of the resources is meant. */
function closestName(names: readonly string[], ids: readonly string[]): string | undefined {
  const words = new Set(ids.flatMap((id) => labelOf(id).split(/[_-]/)));
  const score = (name: string): number =>
    [...words].filter((word) => word !== '' && name.includes(word)).length;
  return names.toSorted((a, b) => score(b) - score(a) || a.length - b.length || compareAddresses(a, b))[0];
}

/** `private` of `module.a.aws_subnet.private[0]`. */
function labelOf(id: string): string {
  return /([\w-]+)(?:\[[^\]]*\])?$/.exec(id)?.[1] ?? '';
}

const nouns: Readonly<Record<ReferredKind, string>> = {
  ElasticIp: 'eip',
  NatGateway: 'nat_gateway',
  PrefixList: 'prefix_list',
  RouteTable: 'route_table',
  SecurityGroup: 'security_group',
  Subnet: 'subnet',
  Vpc: 'vpc',
  VpcEndpoint: 'vpc_endpoint',
};

/** `private_subnet_ids`: the label of the resource before the noun, unless it says nothing. */
function outputWords(
  inner: ModuleInstance,
  kind: ReferredKind,
  ids: readonly string[],
  number: 'one' | 'many',
): string {
  const noun = `${nouns[kind]}_${number === 'one' ? 'id' : 'ids'}`;
  const labels = new Set(
    ids.map((id) => /^[a-z0-9_]+\.([\w-]+)/.exec(id.slice(inner.address.length + 1))?.[1] ?? ''),
  );
  const [label = ''] = labels;
  const isSaying = labels.size === 1 && !['', 'this', 'main', 'default', nouns[kind]].includes(label);
  return isSaying ? `${label.replaceAll('-', '_')}_${noun}` : noun;
}
