import type { Language } from '../../diagnostics/diagnostic.ts';
import type { Facts } from '../../reachability/answer.ts';
import { type LabelName, labels } from '../words/labels.ts';
import { say } from '../words/sentence.ts';
import { type Span, type StyledLine, span, type TextWidth } from './styled.ts';
import { wrap } from './wrap.ts';

/** What the renderers must know about the reader and the paper. */
export interface TextSettings {
  readonly language: Language;
  /** Columns of the terminal, 40 or more. */
  readonly columns: number;
  readonly textWidth: TextWidth;
  /** One line of a file of the project, from 1; `undefined` = not at hand. */
  readonly sourceLine: (file: string, line: number) => string | undefined;
  /** As the user wrote it, for the commands that we suggest. */
  readonly directory: string;
}

export function label(name: LabelName, settings: TextSettings, facts: Facts = {}): string {
  return say(labels[name], settings.language, facts);
}

/** A paragraph: `lead` in front of the first line, as many spaces in front of the others. */
export function paragraph(lead: StyledLine, body: StyledLine, settings: TextSettings): readonly StyledLine[] {
  const indent = ' '.repeat(lead.reduce((sum, part) => sum + settings.textWidth(part.text), 0));
  return wrap([...lead, ...body], settings.columns, indent, settings.textWidth);
}

/** ` (main.tf:12)`, or nothing. */
export function placeSpans(origin: { readonly file: string; readonly line: number } | null): readonly Span[] {
  return origin === null ? [] : [span(' '), span(`(${origin.file}:${origin.line})`, 'place')];
}
