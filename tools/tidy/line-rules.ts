/** Rules about single lines of text. Each gives what is wrong with a line, in words, or nothing. */

const columnsMax = 110;

const literals =
  /'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`|"(?:\\.|[^"\\])*"|\/(?:\\.|[^/\\])+\/[a-z]*|https?:\/\/\S+/g;

/** A text, pattern or address that cannot be broken may be long; what is around it may not. */
export function tooLong(line: string): string | undefined {
  if (line.length <= columnsMax) return undefined;
  const rest = line.replaceAll(literals, '').trim();
  if (rest !== line.trim() && rest.length <= columnsMax / 2) return undefined;
  return `${line.length} columns; the limit is ${columnsMax}`;
}

// Put together here, so that this file does not find itself.
const leftBehind = new RegExp(
  String.raw`\b(?:TO${'DO'}|FIX${'ME'}|XX${'X'})\b|\b(?:it|test|describe)\.(?:on${'ly'}|sk${'ip'})\b`,
);

export function wordsLeftBehind(line: string): string | undefined {
  const found = leftBehind.exec(line)?.[0];
  return found === undefined ? undefined : `"${found}": finish it, or write it down as a known gap`;
}

const machinePath = new RegExp(
  String.raw`(?<![\w.@-])/(?:wo${'rk'}|tm${'p'}|ro${'ot'}|ho${'me'}/\w+|Us${'ers'}/\w+)/`,
);

export function pathOfOneMachine(line: string): string | undefined {
  const found = machinePath.exec(line)?.[0];
  return found === undefined ? undefined : `"${found}": a path of one machine; make it relative or an option`;
}

const sentence = /(?<![\w.])(?:'((?:\\.|[^'\\])*)'|`((?:\\.|[^`\\])*)`)/g;

/** Lines of `ip` and `nft`: nobody reads them but the kernel. */
const forTheKernel =
  /^\s*(?:chain|link|route|rule|addr|neigh|meta|ct|iifname|oifname|ip link|mount -t) [\w$"]/;

/** Four small words in a row inside a text: somebody would read them. Exceptions for our own bugs are fine. */
export function sentenceOutsideCatalogues(line: string, before: string): string | undefined {
  if (/^\s*(?:\/\/|\*|\/\*\*|import |export \{)/.test(line)) return undefined;
  if (/\b(?:invariant|throw new Error|assertNever)\b/.test(before + line)) return undefined;
  for (const match of line.matchAll(sentence)) {
    const text = (match[1] ?? match[2] ?? '').replaceAll(/\$\{[^}]*\}|npx naisen \w+/g, '');
    if (text.startsWith('<') || forTheKernel.test(text)) continue;
    if (/(?:\b[a-z]{2,} ){3}[a-z]{2,}\b/.test(text) || /[ぁ-ん]/.test(text))
      return `"${text.slice(0, 40)}": what people read lives in a catalogue, in English and Japanese`;
  }
  return undefined;
}
