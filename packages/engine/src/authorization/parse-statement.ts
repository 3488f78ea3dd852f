import type { Reference } from '../base/known.ts';
import type { JsonMember, JsonNode } from './json-reader.ts';
import { parseConditions } from './parse-condition.ts';
import { parsePrincipals } from './parse-principal.ts';
import { complain, inside, itemsOf, type Parsing, type Place, readTexts, show } from './parsing.ts';
import { compilePattern, type Pattern } from './pattern.ts';
import type { Patterns, PolicyKind, Statement } from './policy.ts';
import { formatText, referencesOf, type Text } from './text.ts';
import { tokenize } from './tokens.ts';

const elements = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
] as const;

type ElementName = (typeof elements)[number];

interface Elements {
  readonly at: number;
  readonly place: Place;
  readonly get: (name: ElementName) => JsonMember | undefined;
}

/** POL-5: an endpoint policy names principals, as do policies of resources; those of identities do not. */
const principalKinds: ReadonlySet<PolicyKind> = new Set(['endpoint', 'resource', 'rcp']);

/** @returns `undefined` for what is no statement */
export function parseStatement(parsing: Parsing, node: JsonNode, index: number): Statement | undefined {
  const element = `Statement[${index}]`;
  if (node.kind !== 'object') {
    const place = { element, sid: undefined };
    complain(parsing, 'NSN2205', place, { at: node.at, written: show(node), expected: ['object'] });
    return undefined;
  }
  const sid = readSid(node.members.find(({ name }) => name === 'Sid')?.value);
  const members = new Map(node.members.map((member) => [member.name, member]));
  const read: Elements = { at: node.at, place: { element, sid }, get: (name) => members.get(name) };
  checkNames(parsing, read, node.members);
  const openConditions: Reference[] = [];
  const position = parsing.positionOf(node.at);
  return {
    index,
    sid,
    effect: readEffect(parsing, read),
    openEffect: referencesIn(read.get('Effect')?.value),
    actions: readActions(parsing, read),
    resources: readResources(parsing, read),
    principals: readPrincipals(parsing, read),
    conditions: parseConditions(parsing, read.place, read.get('Condition')?.value, openConditions),
    openConditions,
    position,
    place: {
      policyKind: parsing.kind,
      policy: parsing.name,
      statement: index,
      sid,
      position,
      range: parsing.range,
    },
  };
}

function readSid(node: JsonNode | undefined): string | undefined {
  return node?.kind === 'string' ? formatText(node.text) : undefined;
}

function checkNames(parsing: Parsing, { place }: Elements, members: readonly JsonMember[]): void {
  for (const { name, at, value } of members) {
    if (!elements.some((known) => known === name)) {
      complain(parsing, 'NSN2206', inside(place, name), { at, written: name, expected: elements });
    } else if (name === 'Sid' && value.kind !== 'string' && value.kind !== 'open') {
      complain(parsing, 'NSN2205', inside(place, name), {
        at: value.at,
        written: show(value),
        expected: ['text'],
      });
    }
  }
}

function readEffect(parsing: Parsing, { at, place, get }: Elements): Statement['effect'] {
  const value = get('Effect')?.value;
  if (value === undefined) {
    complain(parsing, 'NSN2207', place, { at, written: '', expected: ['Effect'] });
    return undefined;
  }
  if (value.kind === 'open' || (value.kind === 'string' && typeof value.text !== 'string')) return undefined;
  // `allow` is refused: Allow and Deny have case.
  if (value.kind === 'string' && (value.text === 'Allow' || value.text === 'Deny')) return value.text;
  complain(parsing, 'NSN2209', inside(place, 'Effect'), {
    at: value.at,
    written: show(value),
    expected: ['Allow', 'Deny'],
  });
  return undefined;
}

function referencesIn(node: JsonNode | undefined): readonly Reference[] {
  if (node?.kind === 'open') return [node.reference];
  return node?.kind === 'string' ? referencesOf(node.text) : [];
}

/** One of the two elements; both together are refused. */
function choose(
  parsing: Parsing,
  { place, get }: Elements,
  names: readonly [ElementName, ElementName],
): { readonly member: JsonMember; readonly isNegated: boolean } | undefined {
  const [member, negated] = [get(names[0]), get(names[1])];
  if (member !== undefined && negated !== undefined) {
    complain(parsing, 'NSN2208', place, { at: negated.at, written: negated.name, expected: [member.name] });
  }
  const chosen = member ?? negated;
  return chosen === undefined ? undefined : { member: chosen, isNegated: chosen === negated };
}

const noPatterns: Patterns = { isNegated: false, patterns: [], unknowns: [] };

function readActions(parsing: Parsing, read: Elements): Patterns {
  const chosen = choose(parsing, read, ['Action', 'NotAction']);
  if (chosen === undefined) {
    complain(parsing, 'NSN2207', read.place, { at: read.at, written: '', expected: ['Action', 'NotAction'] });
    return noPatterns;
  }
  const place = inside(read.place, chosen.member.name);
  return readPatterns(parsing, place, chosen, (text, at) => {
    if (typeof text === 'string' && !isAction(text)) {
      complain(parsing, 'NSN2209', place, { at, written: text, expected: ['s3:GetObject', 's3:Get*', '*'] });
    }
    return patternOf(parsing, place, text, at, { folds: true, variables: false });
  });
}

/** A vendor and what it calls the action (AWS itself writes some with hyphens and spaces), or `*`. */
function isAction(text: string): boolean {
  return text === '*' || /^[A-Za-z0-9*?-]+:./.test(text);
}

function readResources(parsing: Parsing, read: Elements): Patterns | undefined {
  const chosen = choose(parsing, read, ['Resource', 'NotResource']);
  if (chosen === undefined) {
    // The policy of a role's trust has none: it stands on its resource.
    if (parsing.kind === 'resource') return undefined;
    complain(parsing, 'NSN2207', read.place, {
      at: read.at,
      written: '',
      expected: ['Resource', 'NotResource'],
    });
    return noPatterns;
  }
  const place = inside(read.place, chosen.member.name);
  return readPatterns(parsing, place, chosen, (written, at) => {
    const text = parsing.kind === 'resource' ? unabridged(written) : written;
    if (typeof text === 'string' && !isResource(text)) {
      complain(parsing, 'NSN2209', place, { at, written: text, expected: ['arn:aws:s3:::bucket/*', '*'] });
    }
    return patternOf(parsing, place, text, at, { folds: false, variables: parsing.hasVariables });
  });
}

/**
 * In the policy of an API, `execute-api:/stage/GET/path` stands for the ARN of that very API.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html
 */
function unabridged(text: Text): Text {
  const short = 'execute-api:/';
  const whole = (rest: string): string => `arn:*:execute-api:*:*:*/${rest.slice(short.length)}`;
  if (typeof text === 'string') return text.startsWith(short) ? whole(text) : text;
  const [first, ...rest] = text;
  return typeof first === 'string' && first.startsWith(short) ? [whole(first), ...rest] : text;
}

/** An ARN with its five colons, where wildcards may stand for some of them, or `*`. */
function isResource(text: string): boolean {
  if (text === '*') return true;
  if (!/^(?:arn|\*|\?|\$\{)/.test(text)) return false;
  return text.split(':').length >= 6 || text.includes('*') || text.includes('${');
}

function readPatterns(
  parsing: Parsing,
  place: Place,
  chosen: { readonly member: JsonMember; readonly isNegated: boolean },
  read: (text: Text, at: number) => Pattern,
): Patterns {
  const { value } = chosen.member;
  const unknowns = itemsOf(value).flatMap((item) => (item.kind === 'open' ? [item.reference] : []));
  const texts = readTexts(parsing, place, value);
  if (texts.length === 0 && unknowns.length === 0 && value.kind === 'list' && value.items.length === 0) {
    complain(parsing, 'NSN2209', place, { at: value.at, written: '[]' });
  }
  return { isNegated: chosen.isNegated, patterns: texts.map(({ text, at }) => read(text, at)), unknowns };
}

function patternOf(
  parsing: Parsing,
  place: Place,
  text: Text,
  at: number,
  rules: { readonly folds: boolean; readonly variables: boolean },
): Pattern {
  const { tokens, badVariable } = tokenize(text, { wildcards: true, variables: rules.variables });
  if (badVariable !== undefined) complain(parsing, 'NSN2214', place, { at, written: badVariable });
  return compilePattern(text, tokens, rules.folds);
}

function readPrincipals(parsing: Parsing, read: Elements): Statement['principals'] {
  const chosen = choose(parsing, read, ['Principal', 'NotPrincipal']);
  if (!principalKinds.has(parsing.kind)) {
    if (chosen === undefined) return undefined;
    const { name, at } = chosen.member;
    complain(parsing, 'NSN2212', inside(read.place, name), { at, written: name, expected: [parsing.kind] });
    return undefined;
  }
  if (chosen === undefined) {
    complain(parsing, 'NSN2207', read.place, { at: read.at, written: '', expected: ['Principal'] });
    return { isNegated: false, entries: [], unknowns: [] };
  }
  return parsePrincipals(
    parsing,
    inside(read.place, chosen.member.name),
    chosen.member.value,
    chosen.isNegated,
  );
}
