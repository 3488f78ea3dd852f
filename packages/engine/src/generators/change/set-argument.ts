import { diagnose } from '../../diagnostics/diagnostic.ts';
import { valueSwitched } from '../../diagnostics/kinds/writing.ts';
import type { Expression, Span } from '../../importers/terraform/syntax/ast.ts';
import type { Value } from '../../importers/terraform/values/value.ts';
import { addArgument, replaceSpan } from './block-text.ts';
import { altersOnly, callValues } from './call-arguments.ts';
import { editableBlock } from './declared-blocks.ts';
import type { Draft } from './draft.ts';
import { type ValuePlace, valuesBehind } from './literals.ts';
import type { FileEdit } from './written-change.ts';

/** Arguments of one resource that are to be true. */
export interface WantedFlags {
  readonly address: string;
  readonly names: readonly string[];
}

/** Makes each argument true: where its value is written, else in the block itself. */
export function writeFlags(draft: Draft, { address, names }: WantedFlags): void {
  for (const name of names) {
    const value = draft.project.instances.get(address)?.evaluated.instance.values.get(name);
    if (!isTrue(value)) writeFlag(draft, address, name);
  }
}

function isTrue(value: Value | undefined): boolean {
  return value?.kind === 'bool' && value.value;
}

function writeFlag(draft: Draft, address: string, name: string): void {
  const placed = draft.project.instances.get(address);
  if (placed === undefined) {
    draft.refuse(address, 'not-declared');
    return;
  }
  const written = placed.resource.declaration.body.attributes.get(name);
  if (written !== undefined && written.node.value.kind !== 'bool') {
    const behind = valuesBehind(placed.module, written.node.value);
    const place = behind.find((one) => isOnly(draft, one.set('true'), address, name));
    if (place !== undefined) {
      takeValue(draft, place, 'true');
      return;
    }
  }
  const inCall = callValues(placed.module, name)
    .filter(({ value }) => value.kind === 'bool')
    .map(({ source, value }) => [replaceSpan(source, value.span, 'true')])
    .find((edits) => isOnly(draft, edits, address, name));
  if (inCall !== undefined) draft.edit(inCall);
  else writeInBlock(draft, address, name, written?.node.value);
}

/** The edit makes this argument true and changes nothing of any other thing. */
function isOnly(draft: Draft, edits: readonly FileEdit[], address: string, name: string): boolean {
  return altersOnly(draft.project, edits, address, (after) =>
    isTrue(after.instances.get(address)?.evaluated.instance.values.get(name)),
  );
}

/** Edits a value and tells it. */
export function takeValue(draft: Draft, place: ValuePlace, after: string): void {
  const { name, literal, source } = place;
  const before = literal === undefined ? '' : source.text.slice(literal.span.start, literal.span.end);
  const range = literal === undefined ? undefined : source.locate(literal.span);
  draft.edit(place.set(after));
  draft.tell(diagnose(valueSwitched, { name, before, after }, range));
}

function writeInBlock(draft: Draft, address: string, name: string, written: Expression | undefined): void {
  const answer = editableBlock(draft.project, address);
  if (answer.kind === 'refused') {
    draft.refuse(address, answer.because);
    return;
  }
  const { source, block, instances } = answer.found;
  const meant = instances.filter(({ instance }) => instance.address === address);
  const others = instances.filter(({ instance }) => !isTrue(instance.values.get(name)));
  if (others.length > meant.length) {
    draft.refuse(address, 'some-instances');
    return;
  }
  if (written !== undefined) {
    draft.edit([replaceSpan(source, written.span, 'true')]);
    return;
  }
  const last = block.body.attributes.filter(({ value }) => !isTags(source.text, value.span)).at(-1);
  draft.edit([addArgument(source, block, { name, value: 'true', after: last?.span })]);
}

/** A list or object of several lines at the block's end, such as tags, stays the last. */
function isTags(text: string, { start, end }: Span): boolean {
  const written = text.slice(start, end);
  return written.includes('\n') && !written.startsWith('<<');
}
