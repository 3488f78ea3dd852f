import type { InspectJson, JsonValue, ResourceJson } from '../json/contract.ts';
import { renderDiagnostics } from './diagnostics.ts';
import { label, paragraph, placeSpans, type TextSettings } from './settings.ts';
import { type Span, type StyledLine, span, widthOf } from './styled.ts';

/** What was read: each instance with its values; what AWS computes of the instance itself is left out. */
export function renderInspect(inspect: InspectJson, settings: TextSettings): readonly StyledLine[] {
  return [
    [span(label('resources', settings, { count: inspect.resources.length }), 'title')],
    ...inspect.resources.flatMap((resource) => renderResource(resource, settings)),
    ...(inspect.data.length === 0
      ? []
      : [[], [span(label('dataSources', settings, { count: inspect.data.length }), 'title')]]),
    ...inspect.data.flatMap((data) => renderResource(data, settings)),
    ...renderMissingModules(inspect, settings),
    ...renderDiagnostics(inspect.diagnostics, settings),
  ];
}

function renderMissingModules(inspect: InspectJson, settings: TextSettings): readonly StyledLine[] {
  if (inspect.missingModules.length === 0) return [];
  return [
    [],
    [span(label('missingModules', settings), 'title')],
    ...inspect.missingModules.flatMap(({ address, source, version, origin }) =>
      paragraph(
        [span('  ')],
        [
          span(address, 'strong'),
          span(`  ${source}${version === null ? '' : ` ${version}`}`),
          ...placeSpans(origin),
        ],
        settings,
      ),
    ),
  ];
}

function renderResource(resource: ResourceJson, settings: TextSettings): readonly StyledLine[] {
  const more =
    resource.multiplicity === 'one' ? [] : [span(` ${label('zeroOrMore', settings)}`, 'undetermined')];
  const tree = new ValueTree(resource, settings);
  return [
    [],
    [span(resource.address, 'strong'), ...placeSpans(resource.origin), ...more],
    ...Object.keys(resource.values).flatMap((name) => tree.attribute(name)),
  ];
}

/** Values of one resource as lines; unknown and sensitive leaves are told by their paths. */
class ValueTree {
  readonly #resource: ResourceJson;
  readonly #settings: TextSettings;
  readonly #sensitive: ReadonlySet<string>;

  constructor(resource: ResourceJson, settings: TextSettings) {
    this.#resource = resource;
    this.#settings = settings;
    this.#sensitive = new Set(resource.sensitive);
  }

  attribute(name: string): readonly StyledLine[] {
    const value = this.#resource.values[name] ?? null;
    if (this.#isSilent(name, value)) return [];
    return this.#render([span('  '), span(name), span(' = ', 'quiet')], 2, name, value);
  }

  /** `null`, empty lists, and what stands for the instance's own computed attribute. */
  #isSilent(path: string, value: JsonValue): boolean {
    if (this.#sensitive.has(path)) return false;
    const reference = this.#unknownAt(path);
    if (reference !== undefined) return reference === `${this.#resource.address}.${path}`;
    return value === null || (Array.isArray(value) && value.length === 0);
  }

  #unknownAt(path: string): string | undefined {
    return Object.hasOwn(this.#resource.unknowns, path) ? this.#resource.unknowns[path] : undefined;
  }

  #render(lead: StyledLine, indent: number, path: string, value: JsonValue): readonly StyledLine[] {
    if (typeof value === 'string' && value.includes('\n')) return renderText(lead, indent, value);
    const inline = [...lead, ...this.#inline(path, value)];
    const fits = widthOf(inline, this.#settings.textWidth) <= this.#settings.columns;
    if (fits || value === null || typeof value !== 'object') return [inline];
    const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
    const inner = ' '.repeat(indent + 2);
    const members = this.#membersOf(path, value).flatMap(({ name, path: memberPath, value: member }) =>
      this.#render(
        [span(inner), ...(name === '' ? [] : [span(keyText(name)), span(' = ', 'quiet')])],
        indent + 2,
        memberPath,
        member,
      ),
    );
    return [[...lead, span(open)], ...members, [span(' '.repeat(indent)), span(close)]];
  }

  #inline(path: string, value: JsonValue): readonly Span[] {
    if (this.#sensitive.has(path)) return [span(label('sensitive', this.#settings), 'warning')];
    const reference = this.#unknownAt(path);
    if (reference !== undefined) return [span(this.#unknownText(reference), 'undetermined')];
    if (value === null || typeof value !== 'object') return [span(JSON.stringify(value))];
    const members = this.#membersOf(path, value).map(({ name, path: memberPath, value: member }) => [
      ...(name === '' ? [] : [span(`${keyText(name)} = `)]),
      ...this.#inline(memberPath, member),
    ]);
    const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{ ', ' }'];
    if (members.length === 0) return [span(`${open}${close}`.replaceAll(' ', ''))];
    return [
      span(open),
      ...members.flatMap((member, at) => (at === 0 ? member : [span(', '), ...member])),
      span(close),
    ];
  }

  /** Inside objects, what says nothing is left out too; in lists every member has its place. */
  #membersOf(path: string, value: Exclude<JsonValue, Scalar>): readonly Member[] {
    const members = membersOf(path, value);
    return isList(value) ? members : members.filter((member) => !this.#isSilent(member.path, member.value));
  }

  #unknownText(reference: string): string {
    const isReason = reference === '' || reference.startsWith('(');
    return isReason ? label('notKnown', this.#settings) : label('afterApply', this.#settings, { reference });
  }
}

type Scalar = null | boolean | number | string;

/** Text of several lines as a heredoc: a policy can be read and copied. */
function renderText(lead: StyledLine, indent: number, text: string): readonly StyledLine[] {
  const inner = ' '.repeat(indent + 2);
  const lines = text.replace(/\n$/, '').split('\n');
  return [
    [...lead, span('<<EOT', 'quiet')],
    ...lines.map((line) => [span(`${inner}${line}`)]),
    [span(`${' '.repeat(indent)}EOT`, 'quiet')],
  ];
}

interface Member {
  /** Empty for members of lists. */
  readonly name: string;
  readonly path: string;
  readonly value: JsonValue;
}

function membersOf(path: string, value: Exclude<JsonValue, Scalar>): readonly Member[] {
  if (isList(value)) return value.map((member, at) => ({ name: '', path: `${path}[${at}]`, value: member }));
  return Object.entries(value).map(([name, member]) => ({
    name,
    path: memberPath(path, name),
    value: member,
  }));
}

/** As in HCL: quoted where it is no identifier. */
function keyText(name: string): string {
  return isIdentifier(name) ? name : JSON.stringify(name);
}

function isIdentifier(name: string): boolean {
  return /^[A-Za-z_][\w-]*$/.test(name);
}

/** Paths as the contract writes them: `tags.Name`, and `tags["a.b"]` where the name is no identifier. */
function memberPath(path: string, name: string): string {
  return isIdentifier(name) ? `${path}.${name}` : `${path}[${JSON.stringify(name)}]`;
}

/** `Array.isArray` does not narrow read-only lists. */
function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
