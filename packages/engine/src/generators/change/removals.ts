import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import {
  changeNotWritten,
  outputTakenAway,
  referenceRemains,
  type Unwritable,
  valueGivenOutside,
} from '../../diagnostics/kinds/writing.ts';
import type { ModuleInstance } from '../../importers/terraform/evaluation/modules/module.ts';
import type { Source } from '../../importers/terraform/evaluation/source.ts';
import type { Attribute, Expression } from '../../importers/terraform/syntax/ast.ts';
import { isOwnLine, removeBlocks, removeElement, removeLines } from './block-text.ts';
import type { Draft } from './draft.ts';
import { type ShrunkList, shrunkList } from './listed-services.ts';
import { takeValue } from './set-argument.ts';
import {
  placesOf,
  type ReferencePlace,
  type ReferredName,
  refersTo,
  type TopBlock,
  topBlocks,
} from './sources.ts';
import { type Switch, switchesOf, type TriedSwitch, trySwitch } from './switches.ts';
import { isUsersOwn, type Placed } from './user-project.ts';
import type { FileEdit } from './written-change.ts';

/**
 * Takes things away: by the user's own switch where one does exactly that, else by taking their blocks out,
 * with what hangs on them and on nothing else.
 *
 * @param asked addresses of instances, of resources (all their instances) or of modules
 */
export function writeRemovals(draft: Draft, asked: readonly string[]): void {
  const meant = [...draft.project.instances.keys()].filter((address) => isAsked(address, asked));
  const managed = meant.filter((address) => modeOf(draft, address) === 'managed');
  for (const one of asked) {
    if (!managed.some((address) => isAsked(address, [one])) && !isMissingModule(draft, one)) {
      draft.refuse(one, 'not-declared');
    }
  }
  const switched = bySwitches(draft, managed);
  const left = managed.filter((address) => !switched.has(address));
  const missing = asked.filter((one) => isMissingModule(draft, one));
  if (left.length + missing.length === 0) return;
  const whole = new Removal(draft, left).remove(missing);
  if (!whole.isBlocked) whole.keep();
  else for (const one of asked) removeAlone(draft, one, left);
}

/** What stands in the way of one thing is no hindrance for the others. */
function removeAlone(draft: Draft, asked: string, left: readonly string[]): void {
  const own = left.filter((address) => isAsked(address, [asked]));
  const missing = isMissingModule(draft, asked) ? [asked] : [];
  if (own.length + missing.length > 0) new Removal(draft, own).remove(missing).keep();
}

function isAsked(address: string, asked: readonly string[]): boolean {
  return asked.some(
    (one) => address === one || address.startsWith(`${one}[`) || address.startsWith(`${one}.`),
  );
}

function modeOf({ project }: Draft, address: string): string | undefined {
  return project.instances.get(address)?.evaluated.instance.mode;
}

function isMissingModule({ project }: Draft, address: string): boolean {
  return project.configuration.missingModules.some((one) => one.address === address);
}

/** Turns switches that take away nothing but what is meant. @returns what goes by them */
function bySwitches(draft: Draft, meant: readonly string[]): ReadonlySet<string> {
  const gone = new Set<string>();
  for (const address of meant) {
    if (gone.has(address)) continue;
    const placed = draft.project.instances.get(address);
    if (placed === undefined) continue;
    const found = firstThatWorks(draft, placed, meant);
    if (found !== undefined) turn(draft, found);
    const shrunk = found === undefined ? oneOfSeveral(draft, placed, meant) : undefined;
    if (shrunk !== undefined) draft.edit([shrunk.edit]);
    for (const one of (found ?? shrunk)?.difference.gone ?? []) gone.add(one);
  }
  return gone;
}

/** A value that is in no file is the user's to change. */
function turn(draft: Draft, { place, after }: TriedSwitch): void {
  if (place.givenBy === undefined) takeValue(draft, place, after);
  else {
    const range = place.literal === undefined ? undefined : place.source.locate(place.literal.span);
    draft.tell(diagnose(valueGivenOutside, { name: place.name, place: place.givenBy, after }, range));
    draft.leaveToUser({ name: place.name.replace(/^var\./, ''), value: after });
  }
}

/** One of the services of a list, while others of the block stay. */
function oneOfSeveral(draft: Draft, placed: Placed, meant: readonly string[]): ShrunkList | undefined {
  const { resource, evaluated } = placed;
  if (resource.instances.every(({ instance }) => meant.includes(instance.address))) return undefined;
  const shrunk = shrunkList(draft, placed);
  const isExact = shrunk !== undefined && takesOnly(draft, shrunk, evaluated.instance.address, meant);
  return isExact ? shrunk : undefined;
}

/** How many switches of one resource are tried: each is a reading of the whole project. */
const triedMax = 8;

function firstThatWorks(draft: Draft, placed: Placed, meant: readonly string[]): TriedSwitch | undefined {
  const { module, resource, evaluated } = placed;
  const candidates: readonly Switch[] = switchesOf(module, resource).slice(0, triedMax);
  for (const candidate of candidates) {
    const tried = trySwitch(draft.project, candidate);
    if (tried !== undefined && takesOnly(draft, tried, evaluated.instance.address, meant)) return tried;
  }
  return undefined;
}

function takesOnly(
  draft: Draft,
  { difference: { gone, added, altered, isBroken } }: Pick<TriedSwitch, 'difference'>,
  address: string,
  meant: readonly string[],
): boolean {
  const others = gone.filter((one) => !meant.includes(one) && !hangsOn(draft, one, gone));
  return !isBroken && gone.includes(address) && added.length + altered.length + others.length === 0;
}

/** A route to what goes, or an address that is used by nothing else. */
function hangsOn({ project }: Draft, address: string, gone: readonly string[]): boolean {
  const instance = project.instances.get(address)?.evaluated.instance;
  if (instance === undefined) return false;
  if (instance.type === 'aws_route') {
    return ['nat_gateway_id', 'network_interface_id', 'gateway_id'].some((name) => {
      const value = instance.values.get(name);
      const target = value === undefined ? undefined : project.links.referenced(value)?.instance.address;
      return target !== undefined && gone.includes(target);
    });
  }
  return instance.type === 'aws_eip' && usersOf(project, address).every((user) => gone.includes(user));
}

function usersOf({ instances, links }: Draft['project'], elasticIp: string): readonly string[] {
  return [...instances.values()].flatMap(({ evaluated: { instance } }) => {
    const value = instance.values.get('allocation_id');
    const target = value === undefined ? undefined : links.referenced(value)?.instance.address;
    return target === elasticIp ? [instance.address] : [];
  });
}

/** An override file in JSON syntax alters it. */
function hasJson({ resource }: Placed): boolean {
  const { attributes, blocks } = resource.declaration.body;
  return [...attributes.values(), ...blocks].some(({ source }) => source.syntax === 'json');
}

/** The same thing, in another file. */
function isSameBlock({ block }: TopBlock, { block: other }: TopBlock): boolean {
  return (
    block === other ||
    (hasLabels(block) && block.type === other.type && labelText(block) === labelText(other))
  );
}

function hasLabels({ type }: TopBlock['block']): boolean {
  return type === 'resource' || type === 'module';
}

function labelText({ labels }: TopBlock['block']): string {
  return labels.map(({ text }) => text).join('.');
}

/** Blocks that go, and what their going means for every place that names them. */
class Removal {
  readonly #draft: Draft;
  readonly #blocks: readonly TopBlock[];
  readonly #meant: ReadonlySet<string>;
  readonly #gone: Set<TopBlock> = new Set();
  readonly #names: ReferredName[] = [];
  readonly #goneLocals: Set<Attribute> = new Set();
  readonly #edits: FileEdit[] = [];
  readonly #told: Diagnostic[] = [];
  readonly #blockers: Diagnostic[] = [];

  constructor(draft: Draft, meant: readonly string[]) {
    this.#draft = draft;
    this.#blocks = topBlocks(draft.project);
    this.#meant = new Set(meant);
  }

  remove(missingModules: readonly string[]): this {
    for (const address of this.#meant) this.#removeInstance(address);
    for (const address of missingModules) this.#removeCall(address);
    this.#removeElasticIps();
    return this;
  }

  get isBlocked(): boolean {
    return this.#blockers.length > 0;
  }

  /** Hands over all of it, or only what stands in the way: half of a removal is none. */
  keep(): void {
    for (const diagnostic of this.isBlocked ? this.#blockers : this.#told) this.#draft.tell(diagnostic);
    if (this.isBlocked) return;
    const sources = new Map([...this.#gone].map(({ source }) => [source.path, source]));
    for (const source of sources.values()) {
      const own = [...this.#gone].filter((top) => top.source.path === source.path);
      this.#draft.edit(
        removeBlocks(
          source,
          own.map(({ block }) => block.span),
        ),
      );
    }
    this.#draft.edit(this.#edits);
  }

  #refuse(what: string, because: Unwritable): void {
    const placed = this.#draft.project.instances.get(what);
    this.#blockers.push(diagnose(changeNotWritten, { what, because }, placed?.evaluated.instance.range));
  }

  #removeInstance(address: string): void {
    const placed = this.#draft.project.instances.get(address);
    if (placed === undefined) return;
    const call = this.#wholeCall(placed.module);
    if (call !== undefined) {
      this.#removeCall(call);
      return;
    }
    const top = this.#blockOf(placed);
    if (top !== undefined && this.#gone.has(top)) return;
    if (!isUsersOwn(placed.module.directory)) this.#refuse(address, 'downloaded-module');
    else if (top === undefined || hasJson(placed)) this.#refuse(address, 'json-syntax');
    else if (!this.#isAllOf(placed)) this.#refuse(address, 'some-instances');
    else this.#removeBlock(top, nameOfPlaced(placed));
  }

  /** The outermost call all of whose instances are meant. */
  #wholeCall(module: ModuleInstance): string | undefined {
    if (module.call === undefined) return undefined;
    const outer = this.#wholeCall(module.call.caller);
    if (outer !== undefined) return outer;
    const inner = [...this.#draft.project.instances.values()].filter(
      (one) => one.module.address === module.address || one.module.address.startsWith(`${module.address}.`),
    );
    const managed = inner.filter((one) => one.evaluated.instance.mode === 'managed');
    const isWhole = managed.every((one) => this.#meant.has(one.evaluated.instance.address));
    return isWhole && module.call.caller.address === '' ? `module.${module.call.name}` : undefined;
  }

  #removeCall(address: string): void {
    const name = /^module\.([\w-]+)/.exec(address)?.[1];
    const top = this.#blocks.find(
      ({ directory, block }) =>
        directory === '.' && block.type === 'module' && block.labels[0]?.text === name,
    );
    if (name === undefined || top === undefined) this.#refuse(address, 'not-declared');
    else if (!this.#gone.has(top)) this.#removeBlock(top, ['module', name]);
  }

  /** Every instance that the block makes anywhere is meant. */
  #isAllOf({ module, resource }: Placed): boolean {
    const { type, name } = resource.declaration;
    const same = this.#draft.project.modules.filter(({ directory }) => directory === module.directory);
    const made = same.flatMap((one) => one.resources.get(`${type}.${name}`)?.().instances ?? []);
    return made.every(({ instance }) => this.#meant.has(instance.address));
  }

  #blockOf({ module, resource }: Placed): TopBlock | undefined {
    const { type, name } = resource.declaration;
    return this.#resourceBlock(module.directory, type, name);
  }

  #resourceBlock(directory: string, type: string, name: string): TopBlock | undefined {
    return this.#blocks.find(
      (top) =>
        top.directory === directory &&
        top.block.type === 'resource' &&
        top.block.labels[0]?.text === type &&
        top.block.labels[1]?.text === name,
    );
  }

  /** What override files say of the block goes with it: alone it would be a mistake. */
  #removeBlock(top: TopBlock, name: ReferredName): void {
    const near = this.#blocks.filter(({ directory }) => directory === top.directory);
    for (const one of near) if (isSameBlock(one, top)) this.#gone.add(one);
    this.#names.push(name);
    for (const place of placesOf(near, name)) this.#releasePlace(place, name);
  }

  /** One place that names what goes: it goes, too, or it stands in the way. */
  #releasePlace(place: ReferencePlace, name: ReferredName): void {
    const { top, nested, attribute } = place;
    if (this.#gone.has(top)) return;
    const [first] = nested;
    const isRoute =
      first?.type === 'route' || (first?.type === 'dynamic' && first.labels[0]?.text === 'route');
    if (attribute.name === 'depends_on' && nested.length === 0) this.#releaseDependency(place, name);
    else if (top.block.type === 'moved' || top.block.type === 'import') this.#gone.add(top);
    else if (isRouteResource(top) && this.#leadsOnlyThere(top)) this.#removeBlock(top, labelsOf(top));
    else if (isAttachment(place, name)) this.#removeBlock(top, labelsOf(top));
    else if (isRouteTable(top) && first !== undefined && isRoute && attribute.value.kind !== 'conditional') {
      this.#edits.push(removeLines(top.source, first.span));
    } else if (top.block.type === 'output') this.#releaseOutput(place, name);
    else if (top.block.type === 'locals' && isAlone(attribute.value, name)) this.#releaseLocal(place);
    else this.#blockedBy(place, name);
  }

  #blockedBy({ top, expression }: ReferencePlace, name: ReferredName): void {
    const { block, source } = top;
    const by = [block.type, ...block.labels.map(({ text }) => `"${text}"`)].join(' ');
    const range = source.locate(expression.span);
    this.#blockers.push(diagnose(referenceRemains, { removed: name.join('.'), by }, range));
  }

  #releaseDependency({ top, attribute }: ReferencePlace, name: ReferredName): void {
    const { value } = attribute;
    if (value.kind !== 'tuple') return;
    const index = value.elements.findIndex((element) => refersTo(element, name));
    const isOnly = value.elements.every((element) => this.#names.some((gone) => refersTo(element, gone)));
    this.#edits.push(
      isOnly ? removeLines(top.source, attribute.span) : removeElement(top.source, value, index),
    );
  }

  /** Every instance of the route leads to what goes. */
  #leadsOnlyThere(top: TopBlock): boolean {
    const [, label = ''] = top.block.labels.map(({ text }) => text);
    const { project } = this.#draft;
    const modules = project.modules.filter(({ directory }) => directory === top.directory);
    const instances = modules.flatMap(
      (module) => module.resources.get(`aws_route.${label}`)?.().instances ?? [],
    );
    return instances.every(({ instance }) => {
      return routeTargets.some((target) => {
        const value = instance.values.get(target);
        if (value === undefined || value.kind !== 'unknown') return false;
        return value.unknown.references.some(
          ({ address }) => this.#meant.has(address) || this.#isInCall(address),
        );
      });
    });
  }

  #isInCall(address: string): boolean {
    return this.#names.some(
      ([root, name]) => root === 'module' && isAsked(address, [`module.${name ?? ''}`]),
    );
  }

  /** An output that holds nothing but what goes; in an inner module also every place that reads it. */
  #releaseOutput(place: ReferencePlace, name: ReferredName): void {
    const { top, attribute } = place;
    const output = top.block.labels[0]?.text ?? '';
    const part = attribute.name === 'value' ? partOf(top.source, attribute.value, name) : undefined;
    if (part !== undefined) {
      this.#edits.push(part);
      this.#tellOutput(top, name, 'part');
      return;
    }
    if (attribute.name !== 'value' || !isAlone(attribute.value, name)) {
      this.#blockedBy(place, name);
      return;
    }
    this.#gone.add(top);
    this.#tellOutput(top, name, 'whole');
    const callers = this.#draft.project.modules
      .filter(({ directory, call }) => directory === top.directory && call !== undefined)
      .map(({ call }) => ({ directory: call?.caller.directory ?? '.', call: call?.name ?? '' }));
    const distinct = new Map(callers.map((one) => [`${one.directory} ${one.call}`, one]));
    for (const { directory, call } of distinct.values()) {
      const near = this.#blocks.filter((block) => block.directory === directory);
      const read: ReferredName = ['module', call, output];
      for (const inner of placesOf(near, read)) this.#releasePlace(inner, read);
    }
  }

  #tellOutput({ source, block }: TopBlock, name: ReferredName, what: 'whole' | 'part'): void {
    const facts = { name: block.labels[0]?.text ?? '', removed: name.join('.'), what };
    this.#told.push(diagnose(outputTakenAway, facts, source.locate(block.headerSpan)));
  }

  #releaseLocal({ top, attribute }: ReferencePlace): void {
    this.#edits.push(removeLines(top.source, attribute.span));
    this.#goneLocals.add(attribute);
    if (top.block.body.attributes.every((one) => this.#goneLocals.has(one))) this.#gone.add(top);
    const local: ReferredName = ['local', attribute.name];
    this.#names.push(local);
    const near = this.#blocks.filter(({ directory }) => directory === top.directory);
    for (const place of placesOf(near, local)) {
      if (place.attribute !== attribute) this.#releasePlace(place, local);
    }
  }

  /** Addresses that only what goes has used; one that is protected stays. */
  #removeElasticIps(): void {
    const { project } = this.#draft;
    for (const top of this.#blocks) {
      const [type, label = ''] = top.block.labels.map(({ text }) => text);
      if (top.block.type !== 'resource' || type !== 'aws_eip' || this.#gone.has(top)) continue;
      const name: ReferredName = ['aws_eip', label];
      const near = this.#blocks.filter(({ directory }) => directory === top.directory);
      const users = placesOf(near, name).filter(({ top: user }) => user !== top);
      const others = users.filter(({ top: user }) => !this.#gone.has(user) && user.block.type !== 'output');
      const isUsedByGone = users.some(({ top: user }) => this.#gone.has(user));
      const isProtected = top.block.body.blocks.some((block) => block.type === 'lifecycle');
      const isElsewhere = project.modules.filter(({ directory }) => directory === top.directory).length === 0;
      if (isUsedByGone && others.length === 0 && !isProtected && !isElsewhere) this.#removeBlock(top, name);
    }
  }
}

function nameOfPlaced({ resource }: Placed): ReferredName {
  return [resource.declaration.type, resource.declaration.name];
}

function labelsOf({ block }: TopBlock): ReferredName {
  return block.labels.map(({ text }) => text);
}

/** AWS takes a NAT gateway as `gateway_id`, too (NSN4015). */
const routeTargets: readonly string[] = [
  'nat_gateway_id',
  'gateway_id',
  'network_interface_id',
  'vpc_endpoint_id',
  'transit_gateway_id',
];

function isRouteResource({ block }: TopBlock): boolean {
  return block.type === 'resource' && block.labels[0]?.text === 'aws_route';
}

/** Resources that only join another one to what goes. */
const attachments: Readonly<Record<string, string>> = {
  aws_eip_association: 'allocation_id',
  aws_nat_gateway_eip_association: 'nat_gateway_id',
  aws_vpc_endpoint_policy: 'vpc_endpoint_id',
  aws_vpc_endpoint_private_dns: 'vpc_endpoint_id',
  aws_vpc_endpoint_route_table_association: 'vpc_endpoint_id',
  aws_vpc_endpoint_security_group_association: 'vpc_endpoint_id',
  aws_vpc_endpoint_subnet_association: 'vpc_endpoint_id',
};

function isAttachment({ top: { block }, nested, attribute }: ReferencePlace, name: ReferredName): boolean {
  const owner = block.type === 'resource' ? attachments[block.labels[0]?.text ?? ''] : undefined;
  return owner === attribute.name && nested.length === 0 && isAlone(attribute.value, name);
}

function isRouteTable({ block }: TopBlock): boolean {
  return block.type === 'resource' && /^aws_(?:default_)?route_table$/.test(block.labels[0]?.text ?? '');
}

/** Takes the one member of a list or object out that says what goes, when the others say nothing of it. */
function partOf(source: Source, value: Expression, name: ReferredName): FileEdit | undefined {
  const members =
    value.kind === 'tuple'
      ? value.elements
      : value.kind === 'object'
        ? value.items.map((item) => item.value)
        : [];
  const alone = members.filter((member) => isAlone(member, name));
  const others = members.filter((member) => refersTo(member, name) && !isAlone(member, name));
  const [only, second] = alone;
  if (only === undefined || second !== undefined || others.length > 0 || members.length === 1)
    return undefined;
  const index = members.indexOf(only);
  if (value.kind === 'tuple') return removeElement(source, value, index);
  const item = value.kind === 'object' ? value.items[index] : undefined;
  if (item === undefined) return undefined;
  const span = { start: item.key.span.start, end: item.value.span.end };
  return isOwnLine(source, span) ? removeLines(source, span) : undefined;
}

/** The value says nothing but what goes: no other resource, variable or module has a part in it. */
function isAlone(value: Expression, name: ReferredName): boolean {
  switch (value.kind) {
    case 'attribute':
    case 'index':
      return refersTo(value.of, name) || refersTo(value, name);
    case 'splat':
      return refersTo(value, name);
    case 'tuple':
      return value.elements.every((element) => isAlone(element, name));
    case 'call':
      return (
        value.args.some((arg) => isAlone(arg, name)) &&
        value.args.every((arg) => isAlone(arg, name) || isPlain(arg))
      );
    case 'conditional':
      return isAlone(value.whenTrue, name) && isPlain(value.whenFalse);
    case 'for':
      return refersTo(value.collection, name);
    case 'parentheses':
      return isAlone(value.inner, name);
    case 'template':
      return value.parts.every(
        (part) => part.kind === 'literal' || (part.kind === 'interpolation' && isAlone(part.value, name)),
      );
    case 'object':
      return value.items.every((item) => isAlone(item.value, name));
    default:
      return false;
  }
}

function isPlain(value: Expression): boolean {
  return (
    ['string', 'number', 'bool', 'null'].includes(value.kind) ||
    (value.kind === 'tuple' && value.elements.length === 0)
  );
}
