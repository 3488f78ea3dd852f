import type { Stack } from '../../model/stack.ts';
import { labelOf, sortedIds, typeOf } from '../address.ts';
import { argument, block, comment, emptyLine, type HclItem, listOf, quoted } from '../change/hcl-text.ts';
import { type Data, textData } from '../data.ts';
import type { GeneratedWords } from '../words/words.ts';
import { formatData, formatObject } from './values.ts';

/** What every writer of resources needs besides the thing itself. */
export interface Writing {
  readonly stack: Stack;
  readonly words: GeneratedWords;
}

/** A resource with the comments above it. */
export function resource(
  id: string,
  items: readonly HclItem[],
  comments: readonly string[] = [],
): readonly HclItem[] {
  const header = `resource "${typeOf(id)}" "${labelOf(id)}"`;
  return [...comments.map(comment), block(header, items)];
}

/** Runs of arguments and blocks, an empty line between the runs; empty runs vanish. */
export function sections(...runs: readonly (readonly HclItem[])[]): readonly HclItem[] {
  return runs.filter((run) => run.length > 0).flatMap((run, i) => (i === 0 ? run : [emptyLine, ...run]));
}

export function text(name: string, value: string): HclItem {
  return argument(name, quoted(value));
}

export function data(name: string, value: Data): HclItem {
  return argument(name, formatData(value));
}

/** `vpc_id = aws_vpc.main.id` */
export function link(name: string, id: string): HclItem {
  return argument(name, `${id}.id`);
}

export function links(name: string, ids: readonly string[]): HclItem {
  return argument(name, listOf(sortedIds(ids).map((id) => `${id}.id`)));
}

export function nameTag(name: string): readonly HclItem[] {
  return [argument('tags', formatObject([['Name', quoted(name)]]))];
}

/** What no other argument says: these first. */
export function waitsFor(ids: readonly string[]): readonly HclItem[] {
  return ids.length === 0 ? [] : [argument('depends_on', listOf(ids))];
}

/** Text that begins with or holds the stack's Region takes it from the one place that says it. */
export function withRegion(name: string, written: string, { region }: Stack): HclItem {
  const i = written.indexOf(region);
  if (i < 0) return text(name, written);
  const pieces = [written.slice(0, i), { deployment: 'region' as const }, written.slice(i + region.length)];
  return data(name, textData(pieces.filter((piece) => piece !== '')));
}

export function policyArgument(name: string, policy: Data): HclItem {
  return argument(name, `jsonencode(${formatData(policy)})`);
}
