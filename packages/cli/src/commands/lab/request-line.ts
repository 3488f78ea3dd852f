import type { Language } from '@naisen/engine';
import type { EdgeEntry } from '@naisen/lab';
import { labWordsOf } from '../../words/lab-words-of.ts';

/** A line of the edge log for people: the way, who asked for what, and what came of it. */
export function requestLine(line: string, language: Language): string {
  const words = labWordsOf(language);
  const entry: EdgeEntry = JSON.parse(line);
  const way = `way=${entry.way}${entry.vpce === undefined ? '' : ` vpce=${entry.vpce}`}`;
  const from = `src=${entry.source}${entry.from === undefined ? '' : ` (${entry.from})`} dst=${entry.destination}`;
  const asked = entry.action ?? `${entry.method} ${entry.path}`;
  const { layer, statement = '' } = entry;
  const isUnsigned = layer === 'resource' && statement === '' && entry.principal === 'anonymous';
  const by = layer === undefined ? '' : ` ${isUnsigned ? words.unsigned : words.refusedBy(layer, statement)}`;
  const verdict = words.requestVerdict[entry.verdict];
  return `${entry.time.slice(11, 19)} ${way} ${from} ${entry.host} ${asked} ${entry.resource ?? ''} → ${entry.status} ${verdict}${by}`;
}
