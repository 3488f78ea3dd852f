import { blockersOf, unknownsOf } from '../documents/findings.ts';
import { type DocumentSettings, placeText } from '../documents/place.ts';
import type { CallJson, HopJson, OriginJson, WitnessJson } from '../json/contract.ts';
import { styleOfCall } from '../text/matrix.ts';
import {
  hopWords,
  levelLetters,
  levelSentences,
  levelWords,
  verdictWords,
  viaWords,
} from '../words/labels.ts';
import { pageWord } from '../words/page.ts';
import type { BoxFinder } from './drawn-path.ts';

/** One hop as the page's script takes it: outcome, kind, component, sentence, place, 1 on the way back. */
interface HopData {
  readonly o: HopJson['outcome'];
  readonly k: string;
  readonly c: string;
  readonly d: string;
  readonly p: string;
  readonly r: 0 | 1;
}

/** One cell: names are one letter because an estate has thousands. */
export interface CallData {
  /** Workload, service, host name, reason, style, verdict, level's sentence, remark on parts, witness. */
  readonly w: string;
  readonly s: string;
  readonly n: string;
  readonly y: string;
  readonly c: string;
  readonly v: string;
  readonly e: string;
  readonly q: string;
  readonly x: string;
  /** Hops by their number in the page's list; calls in equal positions share them. */
  readonly h: readonly number[];
  /** What blocks, what mends it, where. */
  readonly m: readonly (readonly [string, string, string])[];
  /** What is missing, where. */
  readonly u: readonly (readonly [string, string])[];
  /** Boxes of the map, in order. */
  readonly b: readonly string[];
}

/** Collects the tickets of a page; equal hops are written once. */
export class TicketCollector {
  readonly hops: HopData[] = [];
  readonly #numbers = new Map<HopJson, number>();
  readonly #finder: BoxFinder;
  readonly #settings: DocumentSettings;

  constructor(finder: BoxFinder, settings: DocumentSettings) {
    this.#finder = finder;
    this.#settings = settings;
  }

  ticketOf(call: CallJson): CallData {
    const { language } = this.#settings;
    return {
      w: call.workload,
      s: call.service,
      n: call.hostname === '' ? '' : `${call.hostname}:${call.port}`,
      y: call.reason.why,
      c: styleOfCall(call),
      v: verdictText(call, language),
      e: call.privacy === null ? '' : levelSentences[call.privacy][language],
      q: call.split ? pageWord('parts', language, { count: call.paths.length }) : '',
      x: witnessText(call.paths[0]?.witness ?? null),
      h: call.hops.map((hop) => this.#numberOf(hop)),
      m: blockersOf(call).map(({ detail, mend, origin }) => [detail, mend.detail, this.#place(origin)]),
      u: unknownsOf(call).map(({ detail, origin }) => [detail, this.#place(origin)]),
      b: this.#finder.pathOf(call),
    };
  }

  #numberOf(hop: HopJson): number {
    const earlier = this.#numbers.get(hop);
    if (earlier !== undefined) return earlier;
    const number = this.hops.length;
    this.#numbers.set(hop, number);
    this.hops.push({
      o: hop.outcome,
      k: hopWords[hop.kind][this.#settings.language],
      c: hop.component,
      d: hop.detail,
      p: this.#place(hop.origin),
      r: hop.direction === 'return' ? 1 : 0,
    });
    return number;
  }

  #place(origin: OriginJson | null): string {
    return origin === null ? '' : placeText(this.#settings, origin);
  }
}

export function verdictText(call: CallJson, language: 'en' | 'ja'): string {
  const way = call.via === 'none' ? '' : `${viaWords[call.via][language]} ${call.viaComponent}`.trimEnd();
  const level =
    call.privacy === null ? '' : `${levelLetters[call.privacy]} (${levelWords[call.privacy][language]})`;
  return [verdictWords[call.verdict][language], level, way].filter((part) => part !== '').join(' · ');
}

function witnessText(witness: WitnessJson | null): string {
  if (witness === null) return '';
  const { protocol, sourceAddress, sourcePort, destinationAddress, destinationPort } = witness;
  return `${protocol} ${sourceAddress} ${sourcePort} → ${destinationAddress} ${destinationPort}`;
}
