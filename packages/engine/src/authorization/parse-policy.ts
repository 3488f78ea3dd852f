import type { Reference } from '../base/known.ts';
import type { SourceRange } from '../base/source-range.ts';
import {
  type JsonMember,
  type JsonNode,
  type JsonProblem,
  type PolicyText,
  readJson,
} from './json-reader.ts';
import { parseStatement } from './parse-statement.ts';
import { complain, itemsOf, type Parsing, type Place, show } from './parsing.ts';
import type { PolicyDocument, PolicyKind, Statement } from './policy.ts';
import type { PolicyProblem } from './problems.ts';
import { referencesOf } from './text.ts';

export interface PolicyFacts {
  readonly kind: PolicyKind;
  /** Its name or address in the user's words. */
  readonly name: string;
  /** Where it is written. */
  readonly range?: SourceRange;
}

/** POL-5: characters of an endpoint policy, white space included. */
const endpointPolicyMax = 20_480;

/** Nothing that AWS takes is near this; longer text is not read. */
const readableMax = 1_000_000;

/**
 * Reads a policy document. A document with a fault that AWS refuses allows nothing; what it would deny is not
 * known then.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function parsePolicy(text: PolicyText, facts: PolicyFacts): PolicyDocument {
  const problems: PolicyProblem[] = [];
  const length = lengthOf(text);
  const reading = length > readableMax ? emptyReading(length) : readJson(text);
  const parsing: Parsing = {
    kind: facts.kind,
    name: facts.name,
    range: facts.range,
    hasVariables: reading.node !== undefined && versionOf(reading.node) === '2012-10-17',
    positionOf: reading.positionOf,
    problems,
  };
  if (facts.kind === 'endpoint' && length > endpointPolicyMax) {
    complain(parsing, 'NSN2204', root, {
      at: 0,
      written: String(length),
      expected: [String(endpointPolicyMax)],
    });
  } else if (length > readableMax) {
    complain(parsing, 'NSN2204', root, { at: 0, written: String(length), expected: [String(readableMax)] });
  }
  if (reading.problem !== undefined) complainOfJson(parsing, reading.problem);
  return finish(facts, parsing, reading.node === undefined ? nothing : readDocument(parsing, reading.node));
}

/** A document of which nothing is known: it may allow or deny everything. */
export function unknownPolicy(facts: PolicyFacts, references: readonly Reference[]): PolicyDocument {
  return {
    ...baseOf(facts),
    version: '2012-10-17',
    statements: [],
    unknowns: references,
    isPartial: true,
    isDenyOnly: false,
    isInvalid: false,
    problems: [],
  };
}

interface Body {
  readonly version: PolicyDocument['version'];
  readonly statements: readonly Statement[];
  readonly unknowns: readonly Reference[];
}

const root: Place = { element: '', sid: undefined };
const nothing: Body = { version: '2008-10-17', statements: [], unknowns: [] };

function baseOf(facts: PolicyFacts): Pick<PolicyDocument, 'kind' | 'name' | 'range'> {
  return { kind: facts.kind, name: facts.name, range: facts.range };
}

function finish(facts: PolicyFacts, parsing: Parsing, body: Body): PolicyDocument {
  const isPartial = body.unknowns.length > 0;
  const isInvalid = parsing.problems.some(({ isRefused }) => isRefused);
  return {
    ...baseOf(facts),
    ...body,
    isPartial,
    isDenyOnly: !isPartial && !isInvalid && body.statements.every(({ effect }) => effect === 'Deny'),
    isInvalid,
    problems: parsing.problems,
  };
}

function lengthOf(text: PolicyText): number {
  if (typeof text === 'string') return text.length;
  return text.reduce((sum, piece) => sum + (typeof piece === 'string' ? piece.length : 1), 0);
}

function emptyReading(length: number): ReturnType<typeof readJson> {
  return { node: undefined, problem: undefined, length, positionOf: () => ({ line: 1, column: 1 }) };
}

function complainOfJson(parsing: Parsing, problem: JsonProblem): void {
  switch (problem.kind) {
    case 'syntax':
      return complain(parsing, 'NSN2201', root, { at: problem.at, written: problem.found });
    case 'open-name':
      return complain(parsing, 'NSN2201', root, { at: problem.at, written: '${…}' });
    case 'duplicate-name':
      return complain(parsing, 'NSN2202', root, { at: problem.at, written: problem.name });
    case 'too-deep':
      return complain(parsing, 'NSN2203', root, { at: problem.at, written: '' });
  }
}

/** Without a readable version the older one, which has no variables. */
function versionOf(node: JsonNode): PolicyDocument['version'] {
  const version =
    node.kind === 'object' ? node.members.find(({ name }) => name === 'Version')?.value : undefined;
  return version?.kind === 'string' && version.text === '2012-10-17' ? '2012-10-17' : '2008-10-17';
}

const documentElements = ['Version', 'Id', 'Statement'] as const;

function readDocument(parsing: Parsing, node: JsonNode): Body {
  if (node.kind === 'open') return { ...nothing, unknowns: [node.reference] };
  if (node.kind !== 'object') {
    complain(parsing, 'NSN2205', root, { at: node.at, written: show(node), expected: ['object'] });
    return nothing;
  }
  for (const member of node.members) checkMember(parsing, member);
  const member = node.members.find(({ name }) => name === 'Statement');
  if (member === undefined) {
    complain(parsing, 'NSN2207', root, { at: node.at, written: '', expected: ['Statement'] });
    return nothing;
  }
  return { version: versionOf(node), ...readStatements(parsing, member.value) };
}

function checkMember(parsing: Parsing, { name, at, value }: JsonMember): void {
  if (!documentElements.some((known) => known === name)) {
    complain(parsing, 'NSN2206', root, { at, written: name, expected: documentElements });
  }
  if (name === 'Id' && value.kind !== 'string' && value.kind !== 'open') {
    complain(
      parsing,
      'NSN2205',
      { ...root, element: 'Id' },
      { at: value.at, written: show(value), expected: ['text'] },
    );
  }
  if (name !== 'Version' || value.kind === 'open') return;
  const isKnown = value.kind === 'string' && versions.some((version) => version === value.text);
  if (isKnown || (value.kind === 'string' && referencesOf(value.text).length > 0)) return;
  complain(
    parsing,
    'NSN2209',
    { ...root, element: 'Version' },
    { at: value.at, written: show(value), expected: versions },
  );
}

const versions = ['2012-10-17', '2008-10-17'] as const;

function readStatements(parsing: Parsing, node: JsonNode): Pick<Body, 'statements' | 'unknowns'> {
  const statements: Statement[] = [];
  const unknowns: Reference[] = [];
  const sids = new Set<string>();
  for (const [index, item] of itemsOf(node).entries()) {
    if (item.kind === 'open') unknowns.push(item.reference);
    else {
      const statement = parseStatement(parsing, item, index);
      if (statement === undefined) continue;
      statements.push(statement);
      checkSid(parsing, statement, item.at, sids);
    }
  }
  if (node.kind === 'list' && node.items.length === 0 && parsing.kind !== 'identity') {
    complain(parsing, 'NSN2207', root, { at: node.at, written: '', expected: ['Statement'] });
  }
  return { statements, unknowns };
}

function checkSid(parsing: Parsing, { sid, index }: Statement, at: number, sids: Set<string>): void {
  if (sid === undefined || sid === '') return;
  if (sids.has(sid)) {
    complain(parsing, 'NSN2216', { element: `Statement[${index}].Sid`, sid }, { at, written: sid });
  }
  sids.add(sid);
}
