import type { SourceRange } from '../base/source-range.ts';
import { compareDecimals, type Decimal, decimal, parseDecimal } from './decimal.ts';
import { type JsonMember, type JsonNode, readJson } from './json-text.ts';
import type { Usage, UsageEntry } from './usage.ts';

/** What is wrong with a usage file; a report puts it into words. */
export type UsageProblem =
  | { readonly kind: 'not-json'; readonly expected: string; readonly range: SourceRange }
  | {
      readonly kind: 'wrong-shape';
      readonly path: string;
      readonly expected: 'object' | 'number' | 'amount';
      readonly found: string;
      readonly range: SourceRange;
    }
  | {
      readonly kind: 'bad-number';
      readonly path: string;
      readonly written: string;
      readonly why: 'negative' | 'absurd' | 'digits';
      readonly range: SourceRange;
    }
  | { readonly kind: 'out-above-all'; readonly path: string; readonly range: SourceRange }
  | { readonly kind: 'unknown-amount'; readonly path: string; readonly range: SourceRange }
  | {
      readonly kind: 'twice';
      readonly path: string;
      readonly range: SourceRange;
      readonly first: SourceRange;
    };

/** An exabyte a month: above this a unit was mistaken (bytes for GB). */
export const amountMax: Decimal = decimal(1_000_000_000);

const amounts = ['gbPerMonth', 'outGbPerMonth', 'millionQueriesPerMonth'] as const;

type AmountName = (typeof amounts)[number];

/**
 * Reads a usage file: `{ "aws_ecs_service.app": { "ecr.dkr": { "gbPerMonth": 40 } } }`, `"*"` for either key.
 *
 * Strict: what is misspelt would otherwise be usage that nobody counts. All problems are found, not the
 * first.
 *
 * @returns the entries that are right, and what is wrong with the others, in order of place
 */
export function readUsage(
  text: string,
  file: string,
): { readonly value: Usage; readonly problems: readonly UsageProblem[] } {
  const root = readJson(text, file);
  if (!('kind' in root)) return { value: { entries: [] }, problems: [{ kind: 'not-json', ...root }] };
  const reading = new UsageReading();
  const entries = reading
    .members(root, '')
    .flatMap(({ member, path }) => reading.members(member.value, path).map((inner) => ({ member, inner })))
    .flatMap(({ member, inner }) => reading.entry(member, inner) ?? []);
  const byPlace = (a: UsageProblem, b: UsageProblem) => a.range.start.offset - b.range.start.offset;
  return { value: { entries }, problems: reading.problems.toSorted(byPlace) };
}

interface MemberAt {
  readonly member: JsonMember;
  /** `aws_ecs_service.app › ecr.dkr`. */
  readonly path: string;
}

class UsageReading {
  readonly problems: UsageProblem[] = [];

  /** Members of an object, each name once. */
  members(node: JsonNode, path: string): readonly MemberAt[] {
    if (node.kind !== 'object') {
      this.problems.push({
        kind: 'wrong-shape',
        path,
        expected: 'object',
        found: wordsOf(node),
        range: node.range,
      });
      return [];
    }
    const firsts = new Map<string, SourceRange>();
    return node.members.flatMap((member): readonly MemberAt[] => {
      const memberPath = path === '' ? member.name : `${path} › ${member.name}`;
      const first = firsts.get(member.name);
      if (first === undefined) {
        firsts.set(member.name, member.nameRange);
        return [{ member, path: memberPath }];
      }
      this.problems.push({ kind: 'twice', path: memberPath, range: member.nameRange, first });
      return [];
    });
  }

  entry(of: JsonMember, { member, path }: MemberAt): UsageEntry | undefined {
    const before = this.problems.length;
    const found = new Map<AmountName, Decimal>();
    const inner = this.members(member.value, path);
    for (const amount of inner) this.#amount(amount, found);
    if (this.problems.length > before) return undefined;
    if (inner.length === 0) {
      this.problems.push({
        kind: 'wrong-shape',
        path,
        expected: 'amount',
        found: '{}',
        range: member.value.range,
      });
      return undefined;
    }
    const gbPerMonth = found.get('gbPerMonth');
    const outGbPerMonth = found.get('outGbPerMonth');
    if (gbPerMonth !== undefined && outGbPerMonth !== undefined) {
      if (compareDecimals(outGbPerMonth, gbPerMonth) > 0) {
        this.problems.push({ kind: 'out-above-all', path, range: member.value.range });
        return undefined;
      }
    }
    return {
      of: of.name,
      service: member.name,
      gbPerMonth,
      outGbPerMonth,
      millionQueriesPerMonth: found.get('millionQueriesPerMonth'),
      range: member.nameRange,
    };
  }

  #amount({ member, path }: MemberAt, found: Map<AmountName, Decimal>): void {
    const name = amounts.find((amount) => amount === member.name);
    if (name === undefined) {
      this.problems.push({ kind: 'unknown-amount', path, range: member.nameRange });
      return;
    }
    const { value } = member;
    if (value.kind !== 'number') {
      const wrong = { path, expected: 'number', found: wordsOf(value), range: value.range } as const;
      this.problems.push({ kind: 'wrong-shape', ...wrong });
      return;
    }
    const read = parseDecimal(value.text);
    const why = problemOf(value.text, read);
    if (read !== undefined && why === undefined) found.set(name, read);
    else
      this.problems.push({
        kind: 'bad-number',
        path,
        written: value.text,
        why: why ?? 'digits',
        range: value.range,
      });
  }
}

function problemOf(written: string, read: Decimal | undefined): 'negative' | 'absurd' | 'digits' | undefined {
  if (written.startsWith('-') && read?.coefficient !== 0n) return 'negative';
  if (read === undefined) return 'digits';
  return compareDecimals(read, amountMax) > 0 ? 'absurd' : undefined;
}

function wordsOf(node: JsonNode): string {
  switch (node.kind) {
    case 'number':
    case 'word':
      return node.text;
    case 'string':
      return `"${node.value}"`;
    default:
      return node.kind === 'array' ? '[…]' : '{…}';
  }
}
