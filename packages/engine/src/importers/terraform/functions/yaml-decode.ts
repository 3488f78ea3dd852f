import { fail, type Result, succeed } from '../../../base/result.ts';
import { nullValue, objectOf, stringType, stringValue, tupleOf } from '../values/construct.ts';
import { convert } from '../values/convert.ts';
import type { Value } from '../values/value.ts';
import { foldBreaks, readYamlEscape, resolvePlain } from './yaml-scalars.ts';

export interface YamlProblem {
  /** `construct` is valid YAML that is not read here; `syntax` is no YAML. */
  readonly kind: 'syntax' | 'construct';
  readonly construct: string;
  /** From 1. */
  readonly line: number;
}

const depthMax = 200;

/** Nodes that aliases may multiply a document to. */
const nodesMax = 200_000;

/**
 * Reads one YAML document: block and flow collections, all scalar styles, comments, anchors, aliases, merge
 * keys. Tags other than `!!str` and complex keys are reported, not guessed.
 *
 * @see https://yaml.org/spec/1.2.2/
 */
export function decodeYaml(text: string): Result<Value, YamlProblem> {
  return new YamlReader(text.replaceAll('\r\n', '\n').replace(/^\ufeff/, '')).readDocument();
}

interface Properties {
  readonly anchor: string | undefined;
  readonly tag: string | undefined;
}

class YamlReader {
  private readonly text: string;
  private readonly anchors = new Map<string, Value>();
  private at = 0;
  private depth = 0;
  private nodes = 0;
  private failure: YamlProblem | undefined;

  constructor(text: string) {
    this.text = text;
  }

  readDocument(): Result<Value, YamlProblem> {
    this.skipBlank();
    if (this.isMarker('---')) this.at += 3;
    this.skipBlank();
    if (this.at >= this.text.length || this.isMarker('...') || this.text[this.at] === '%')
      this.stop('syntax', 'nothing');
    const value = this.readBlock(-1);
    this.skipBlank();
    if (this.isMarker('...')) this.at += 3;
    this.skipBlank();
    if (this.at < this.text.length) this.stop('syntax', this.rest().slice(0, 20));
    return this.failure === undefined ? succeed(value) : fail(this.failure);
  }

  private stop(kind: YamlProblem['kind'], construct: string): Value {
    this.failure ??= { kind, construct, line: this.text.slice(0, this.at).split('\n').length };
    this.at = this.text.length;
    return nullValue();
  }

  private isMarker(marker: '---' | '...'): boolean {
    return (
      this.column() === 0 &&
      this.text.startsWith(marker, this.at) &&
      /^(?:\s|$)/.test(this.text[this.at + 3] ?? '')
    );
  }

  private column(): number {
    return this.at - (this.text.lastIndexOf('\n', this.at - 1) + 1);
  }

  /** The rest of the line. */
  private rest(): string {
    const end = this.text.indexOf('\n', this.at);
    return this.text.slice(this.at, end < 0 ? undefined : end);
  }

  private skipSpaces(): void {
    while (this.text[this.at] === ' ' || this.text[this.at] === '\t') this.at++;
    const before = this.text[this.at - 1] ?? '\n';
    if (this.text[this.at] === '#' && /\s/.test(before)) this.at += this.rest().length;
  }

  /** Blanks, comments and line breaks up to the next content. Tabs cannot indent. */
  private skipBlank(): void {
    for (;;) {
      const lineStart = this.column() === 0;
      this.skipSpaces();
      if (this.text[this.at] === '\n') {
        this.at++;
        continue;
      }
      const indentation = this.text.slice(this.at - this.column(), this.at);
      if (
        lineStart &&
        this.at < this.text.length &&
        indentation.includes('\t') &&
        indentation.trim() === ''
      ) {
        if (!/^[\]}]/.test(this.rest())) this.stop('syntax', 'a tab as indentation');
      }
      return;
    }
  }

  /** A node that starts here or on a later line, deeper than `parent`. */
  private readBlock(parent: number): Value {
    if (++this.depth > depthMax || ++this.nodes > nodesMax) return this.stop('construct', 'nesting');
    const value = this.readBlockInner(parent);
    this.depth--;
    return value;
  }

  private readBlockInner(parent: number): Value {
    this.skipBlank();
    const start = this.at;
    const column = this.column();
    if (this.isBullet()) return this.readItems(column);
    if (this.isComplexKey()) return this.stop('construct', '`? `');
    if (this.findKey() !== undefined) return this.readEntries(column);
    const properties = this.readProperties();
    if (this.at === start) return this.readInline(parent, properties);
    const isAlone = this.rest().trim() === '' || /^\s+#/.test(this.rest());
    return this.finish(
      isAlone ? this.readBelow(parent, 'deeper') : this.readInline(parent, undefined),
      properties,
    );
  }

  private isBullet(): boolean {
    return this.text[this.at] === '-' && /^(?:\s|$)/.test(this.text[this.at + 1] ?? '');
  }

  private isComplexKey(): boolean {
    return this.text[this.at] === '?' && /^(?:\s|$)/.test(this.text[this.at + 1] ?? '');
  }

  private readItems(column: number): Value {
    const items: Value[] = [];
    while (this.failure === undefined && this.column() === column && this.isBullet()) {
      this.at++;
      this.skipSpaces();
      items.push(this.atLineEnd() ? this.readBelow(column, 'deeper') : this.readBlock(column));
      this.skipBlank();
    }
    this.checkDedent(column);
    return tupleOf(items);
  }

  private atLineEnd(): boolean {
    return this.at >= this.text.length || this.text[this.at] === '\n';
  }

  /** What stands next must be further left, or the document is over. */
  private checkDedent(column: number): void {
    if (this.at >= this.text.length || this.isMarker('---') || this.isMarker('...')) return;
    if (this.column() >= column) this.stop('syntax', this.rest().slice(0, 20));
  }

  /** The node on the following lines; null when nothing there is deeper. */
  private readBelow(parent: number, bullets: 'deeper' | 'same-column'): Value {
    this.skipBlank();
    const column = this.column();
    if (this.at >= this.text.length || this.isMarker('---') || this.isMarker('...')) return nullValue();
    if (column > parent) return this.readBlock(parent);
    return bullets === 'same-column' && column === parent && this.isBullet()
      ? this.readItems(column)
      : nullValue();
  }

  private readEntries(column: number): Value {
    const entries = new Map<string, Value>();
    const merged = new Map<string, Value>();
    while (this.failure === undefined && this.column() === column && this.at < this.text.length) {
      if (this.isMarker('---') || this.isMarker('...')) break;
      const key = this.findKey();
      if (key === undefined || this.isBullet()) {
        this.stop(
          this.isComplexKey() ? 'construct' : 'syntax',
          this.isComplexKey() ? '`? `' : this.rest().slice(0, 20),
        );
        break;
      }
      this.at = key.end;
      this.skipSpaces();
      const value = this.atLineEnd() ? this.readBelow(column, 'same-column') : this.readValue(column);
      if (key.isMerge) this.merge(value, merged);
      else if (key.name === undefined) this.stop('syntax', 'null as a key');
      else entries.set(key.name, value);
      this.skipBlank();
    }
    this.checkDedent(column);
    return objectOf(new Map([...merged, ...entries]));
  }

  /** A value on the key's own line; only properties may be followed by a block. */
  private readValue(column: number): Value {
    const properties = this.readProperties();
    this.skipSpaces();
    if (properties !== undefined && this.atLineEnd())
      return this.finish(this.readBelow(column, 'same-column'), properties);
    if (this.isBullet() || this.isComplexKey()) return this.stop('syntax', this.rest().slice(0, 20));
    return this.readInline(column, properties);
  }

  private merge(value: Value, into: Map<string, Value>): void {
    if (value.kind === 'object') {
      for (const [key, item] of value.entries) if (!into.has(key)) into.set(key, item);
    } else if (value.kind === 'tuple') for (const item of value.items) this.merge(item, into);
    else this.stop('syntax', '`<<`');
  }

  /** The implicit key that starts here: one line, followed by `: `. */
  private findKey():
    | { readonly name: string | undefined; readonly end: number; readonly isMerge: boolean }
    | undefined {
    const line = this.rest();
    const quoted = /^(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)')[ \t]*:(?=[ \t]|$)/.exec(line);
    if (quoted !== null) {
      const name =
        quoted[1] === undefined ? (quoted[2] ?? '').replaceAll("''", "'") : this.unescape(quoted[1]);
      return { name: name.normalize('NFC'), end: this.at + quoted[0].length, isMerge: false };
    }
    const plain =
      /^([^\s#&*!|>'"%@`,[\]{}?:-]|[?:-](?=\S))(?:[^\s:]|:(?=\S)|[ \t]+(?![#\s]))*?[ \t]*:(?=[ \t]|$)/.exec(
        line,
      );
    if (plain === null) return undefined;
    const text = plain[0].slice(0, -1).trim();
    const resolved = resolvePlain(text);
    const name = resolved === undefined || resolved.kind === 'null' ? undefined : this.keyText(resolved);
    return { name, end: this.at + plain[0].length, isMerge: text === '<<' };
  }

  private keyText(value: Value): string | undefined {
    const converted = convert(value, stringType);
    return converted.ok && converted.value.kind === 'string' ? converted.value.value : undefined;
  }

  private readProperties(): Properties | undefined {
    let anchor: string | undefined;
    let tag: string | undefined;
    for (;;) {
      const match = /^(?:&([^\s,[\]{}]+)|(!\S*))(?=[ \t]|$)[ \t]*/.exec(this.rest());
      if (match === null) break;
      anchor = match[1] ?? anchor;
      tag = match[2] ?? tag;
      this.at += match[0].length;
    }
    return anchor === undefined && tag === undefined ? undefined : { anchor, tag };
  }

  private finish(value: Value, properties: Properties | undefined): Value {
    if (properties?.tag !== undefined && properties.tag !== '!!str') {
      return this.stop(properties.tag.startsWith('!!') ? 'construct' : 'syntax', `\`${properties.tag}\``);
    }
    if (properties?.anchor !== undefined) this.anchors.set(properties.anchor, value);
    return value;
  }

  /** Anything but a block collection. */
  private readInline(parent: number, properties: Properties | undefined): Value {
    const letter = this.text[this.at] ?? '';
    const isText = properties?.tag === '!!str';
    if (letter === '|' || letter === '>') return this.finish(this.readBlockScalar(parent), properties);
    if (letter === '[' || letter === '{') return this.finish(this.readFlow(), properties);
    if (letter === '*') return this.readAlias();
    if (letter === '"' || letter === "'")
      return this.finish(this.endOfLine(stringValue(this.readQuoted())), properties);
    const text = this.readPlain(parent);
    if (isText) return this.finish(stringValue(text), properties);
    return this.finish(resolvePlain(text) ?? this.stop('syntax', text), properties);
  }

  /** Behind a quoted scalar nothing may follow but a comment. */
  private endOfLine(value: Value): Value {
    this.skipSpaces();
    return this.atLineEnd() ? value : this.stop('syntax', this.rest().slice(0, 20));
  }

  private readAlias(): Value {
    const name = /^\*([^\s,[\]{}]+)/.exec(this.rest())?.[1] ?? '';
    this.at += name.length + 1;
    const value = this.anchors.get(name);
    this.nodes += value === undefined ? 0 : countNodes(value);
    if (this.nodes > nodesMax) return this.stop('construct', `\`*${name}\``);
    return value ?? this.stop('syntax', `\`*${name}\``);
  }

  private readPlain(parent: number): string {
    if (/^[@`%,\]}&!#]/.test(this.rest())) {
      this.stop('syntax', this.rest().slice(0, 20));
      return '';
    }
    const lines = [this.takePlainLine()];
    for (;;) {
      const from = this.at;
      const breaks = this.skipLineBreaks();
      const isNext =
        breaks > 0 && this.at < this.text.length && this.column() > parent && this.text[this.at] !== '#';
      if (!isNext || this.isMarker('---') || this.isMarker('...') || this.failure !== undefined) {
        this.at = from;
        break;
      }
      lines.push('\n'.repeat(breaks), this.takePlainLine());
    }
    return foldBreaks(lines.join(''));
  }

  /** Up to a comment; `: ` would make it a mapping, which cannot stand here. */
  private takePlainLine(): string {
    const line = this.rest().replace(/(?:^|[ \t])#.*$/, '');
    if (/:(?:[ \t]|$)/.test(line)) this.stop('syntax', line.slice(0, 20));
    else this.at += line.length;
    this.skipSpaces();
    return line.trim();
  }

  private skipLineBreaks(): number {
    let breaks = 0;
    while (this.text[this.at] === '\n') {
      breaks++;
      this.at++;
      while (this.text[this.at] === ' ' || this.text[this.at] === '\t') this.at++;
    }
    return breaks;
  }

  private readQuoted(): string {
    const quote = this.text[this.at];
    const start = ++this.at;
    while (this.at < this.text.length) {
      const letter = this.text[this.at];
      if (letter === '\\' && quote === '"') this.at++;
      else if (letter === quote) {
        if (quote === '"' || this.text[this.at + 1] !== "'") break;
        this.at++;
      }
      this.at++;
    }
    if (this.at >= this.text.length) {
      this.stop('syntax', 'a quote');
      return '';
    }
    const inner = this.text.slice(start, this.at++);
    return quote === '"' ? this.unescape(inner) : foldBreaks(inner).replaceAll("''", "'");
  }

  /** Folds line breaks and reads escapes; an escaped line break is nothing. */
  private unescape(text: string): string {
    let result = '';
    const pieces = text.split(/(\\(?:\n[ \t]*|x.{2}|u.{4}|U.{8}|.))/s);
    for (const [i, piece] of pieces.entries()) {
      if (i % 2 === 0) result += foldBreaks(piece);
      else if (!piece.startsWith('\\\n')) {
        const escaped = readYamlEscape(piece, 1);
        if (escaped === undefined) this.stop('syntax', piece);
        result += escaped?.value ?? '';
      }
    }
    return result;
  }

  private readBlockScalar(parent: number): Value {
    const header = /^([|>])(?:([+-])([1-9])?|([1-9])([+-])?)?[ \t]*(?:[ \t]#.*)?$/.exec(this.rest());
    if (header === null) return this.stop('syntax', this.rest().slice(0, 20));
    this.at += header[0].length + 1;
    const explicit = header[3] ?? header[4];
    const lines = this.takeBlockLines(
      parent,
      explicit === undefined ? undefined : Math.max(parent, 0) + Number(explicit),
    );
    const chomping = header[2] ?? header[5];
    return stringValue(chomp(header[1] === '|' ? lines.join('\n') : foldLines(lines), chomping));
  }

  /** Lines deeper than the parent, without their common indentation. */
  private takeBlockLines(parent: number, explicit: number | undefined): readonly string[] {
    const lines: string[] = [];
    let indent = explicit;
    while (this.at < this.text.length) {
      const line = this.rest();
      const depth = line.search(/[^ ]/);
      if (depth >= 0 && (depth <= parent || depth < (indent ?? 0))) break;
      if (depth >= 0) indent ??= depth;
      lines.push(depth < 0 ? line.slice(indent ?? line.length) : line.slice(indent ?? 0));
      this.at = Math.min(this.text.length, this.at + line.length + 1);
    }
    // The last line break belongs to what follows.
    if (this.at > 0 && this.text[this.at - 1] === '\n') this.at--;
    const isEnded = this.text[this.at] === '\n' || this.at >= this.text.length;
    return isEnded ? [...lines, ''] : lines;
  }

  private readFlow(): Value {
    if (++this.depth > depthMax || ++this.nodes > nodesMax) return this.stop('construct', 'nesting');
    const value = this.text[this.at] === '[' ? this.readFlowItems() : this.readFlowEntries();
    this.depth--;
    return value;
  }

  private readFlowItems(): Value {
    const items: Value[] = [];
    this.at++;
    for (;;) {
      this.skipBlank();
      if (this.takes(']')) return tupleOf(items);
      if (this.at >= this.text.length) return this.stop('syntax', '`[`');
      items.push(this.readFlowNode());
      this.skipBlank();
      if (this.text[this.at] === ':') return this.stop('construct', 'a pair in a list');
      if (!this.takes(',') && this.text[this.at] !== ']')
        return this.stop('syntax', this.rest().slice(0, 20));
    }
  }

  private readFlowEntries(): Value {
    const entries = new Map<string, Value>();
    this.at++;
    for (;;) {
      this.skipBlank();
      if (this.takes('}')) return objectOf(entries);
      if (this.at >= this.text.length) return this.stop('syntax', '`{`');
      const key = this.keyText(this.readFlowNode());
      if (key === undefined) return this.stop('syntax', 'this key');
      this.skipBlank();
      entries.set(key, this.takes(':') ? this.readFlowValue() : nullValue());
      this.skipBlank();
      if (!this.takes(',') && this.text[this.at] !== '}')
        return this.stop('syntax', this.rest().slice(0, 20));
    }
  }

  private readFlowValue(): Value {
    this.skipBlank();
    const letter = this.text[this.at];
    return letter === ',' || letter === '}' ? nullValue() : this.readFlowNode();
  }

  private readFlowNode(): Value {
    const properties = this.readProperties();
    const letter = this.text[this.at] ?? '';
    if (letter === '[' || letter === '{') return this.finish(this.readFlow(), properties);
    if (letter === '*') return this.readAlias();
    if (letter === '"' || letter === "'") return this.finish(stringValue(this.readQuoted()), properties);
    const match = /^(?:[^,[\]{}\s:#]|:(?=[^\s,[\]{}])|#(?!^)|\s+(?=[^\s,[\]{}:#]))+/.exec(
      this.text.slice(this.at),
    );
    if (match === null || /^[@`%|>&!]/.test(letter)) return this.stop('syntax', this.rest().slice(0, 20));
    this.at += match[0].length;
    const text = foldBreaks(match[0].trim());
    if (properties?.tag === '!!str') return this.finish(stringValue(text), properties);
    return this.finish(resolvePlain(text) ?? this.stop('syntax', text), properties);
  }

  private takes(mark: string): boolean {
    if (this.text[this.at] !== mark) return false;
    this.at++;
    return true;
  }
}

function countNodes(value: Value): number {
  if (value.kind === 'tuple') return value.items.reduce((sum, item) => sum + countNodes(item), 1);
  if (value.kind === 'object')
    return [...value.entries.values()].reduce((sum, item) => sum + countNodes(item), 1);
  return 1;
}

/** `-` drops the last line breaks, `+` keeps them, otherwise one stays. */
function chomp(text: string, chomping: string | undefined): string {
  if (chomping === '+') return text;
  const bare = text.replace(/\n+$/, '');
  return chomping === '-' || bare === '' ? bare : text.endsWith('\n') ? `${bare}\n` : bare;
}

/** Lines of the same depth are joined by blanks; deeper ones and empty ones keep their breaks. */
function foldLines(lines: readonly string[]): string {
  let text = '';
  let pending = 0;
  let wasDeeper = false;
  let hasStarted = false;
  const content = [...lines];
  while (content.at(-1) === '') content.pop();
  for (const line of content) {
    if (line === '') {
      pending++;
      continue;
    }
    const isDeeper = /^[ \t]/.test(line);
    if (!hasStarted) text += '\n'.repeat(pending);
    else if (isDeeper || wasDeeper) text += '\n'.repeat(pending + 1);
    else text += pending === 0 ? ' ' : '\n'.repeat(pending);
    text += line;
    pending = 0;
    wasDeeper = isDeeper;
    hasStarted = true;
  }
  return text + '\n'.repeat(lines.length - content.length);
}
