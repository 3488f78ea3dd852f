import { compareText } from '../../base/ordered.ts';
import type {
  CallJson,
  CheckJson,
  DiagnosticJson,
  HopJson,
  OriginJson,
  PlaceJson,
} from '../json/contract.ts';
import { type DocumentWord, documentWord } from '../words/documents.ts';
import { viaWords } from '../words/labels.ts';
import {
  blockersOf,
  callFindings,
  decidingPlace,
  type Places,
  unknownsOf,
  workloadPlaces,
} from './findings.ts';
import { type DocumentSettings, pathFrom } from './place.ts';

/** The part of SARIF 2.1.0 that we write. */
export interface SarifLog {
  readonly $schema: string;
  readonly version: '2.1.0';
  readonly runs: readonly SarifRun[];
}

export interface SarifRun {
  readonly tool: { readonly driver: SarifDriver };
  /** Columns of `PlaceJson` are UTF-16 units, as SARIF's are when it is said. */
  readonly columnKind: 'utf16CodeUnits';
  readonly results: readonly SarifResult[];
}

export interface SarifDriver {
  readonly name: 'naisen';
  readonly version: string;
  readonly rules: readonly SarifRule[];
}

export interface SarifRule {
  readonly id: string;
  readonly shortDescription: SarifText;
  readonly helpUri?: string;
  readonly defaultConfiguration: { readonly level: SarifLevel };
}

export type SarifLevel = 'error' | 'warning' | 'note';

export interface SarifText {
  readonly text: string;
}

export interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: SarifLevel;
  readonly message: SarifText;
  readonly locations: readonly SarifLocation[];
  readonly relatedLocations?: readonly SarifLocation[];
  readonly codeFlows?: readonly {
    readonly threadFlows: readonly { readonly locations: readonly { readonly location: SarifLocation }[] }[];
  }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  /** Findings that the user has accepted (section 3.35). */
  readonly suppressions?: readonly { readonly kind: 'external'; readonly justification: string }[];
}

export interface SarifLocation {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: '%SRCROOT%' };
    readonly region: SarifRegion;
  };
  readonly message?: SarifText;
}

/** From 1; `endColumn` is exclusive, as SARIF's is (section 3.30). */
export interface SarifRegion {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

type Finding = Omit<SarifResult, 'ruleIndex'> & { readonly rule: SarifRule };

/**
 * The findings of a check as SARIF 2.1.0: diagnostics, and the needed calls that do not arrive privately,
 * each with its path as a code flow.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function toSarif(check: CheckJson, settings: DocumentSettings): SarifLog {
  const places = workloadPlaces(check);
  const { blocked, undetermined, leaving } = callFindings(check);
  const accepted = check.calls.filter((call) => call.needed && call.accepted !== undefined);
  const findings = [
    ...check.diagnostics.map((diagnostic) => diagnosticFinding(diagnostic, settings)),
    ...blocked.map((call) => callFinding(call, rules.blocked, places, settings)),
    ...undetermined.map((call) => callFinding(call, rules.undetermined, places, settings)),
    ...leaving.map((call) => callFinding(call, rules.leaving, places, settings)),
    ...accepted.map((call) =>
      callFinding(call, call.verdict === 'blocked' ? rules.blocked : rules.undetermined, places, settings),
    ),
  ];
  const used = rulesOf(findings);
  const indexes = new Map(used.map((rule, index) => [rule.id, index]));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'naisen', version: settings.version, rules: used } },
        columnKind: 'utf16CodeUnits',
        results: findings.map(({ rule, ...finding }) => ({
          ...finding,
          ruleIndex: indexes.get(rule.id) ?? 0,
        })),
      },
    ],
  };
}

interface CallRule {
  readonly id: string;
  readonly level: SarifLevel;
  readonly description: DocumentWord;
  readonly message: DocumentWord;
}

const rules = {
  blocked: { id: 'CALL_BLOCKED', level: 'error', description: 'ruleBlocked', message: 'callBlocked' },
  undetermined: {
    id: 'CALL_UNDETERMINED',
    level: 'warning',
    description: 'ruleUndetermined',
    message: 'callUndetermined',
  },
  leaving: { id: 'CALL_LEAVES_VPC', level: 'note', description: 'ruleLeaving', message: 'callLeaving' },
} as const satisfies Readonly<Record<string, CallRule>>;

function rulesOf(findings: readonly Finding[]): readonly SarifRule[] {
  const byId = new Map(findings.map(({ rule }) => [rule.id, rule]));
  return [...byId.values()].sort((a, b) => compareText(a.id, b.id));
}

function diagnosticFinding(diagnostic: DiagnosticJson, settings: DocumentSettings): Finding {
  const { code, severity, message, help, source, origin, related } = diagnostic;
  const relatedLocations = related.map(({ label, origin: at }) => location(at, settings, label));
  return {
    rule: {
      id: code,
      shortDescription: { text: code },
      ...(source.startsWith('https://') ? { helpUri: source } : {}),
      defaultConfiguration: { level: severity },
    },
    ruleId: code,
    level: severity,
    message: { text: lines(message, help === null ? '' : say('helpIs', settings, { help })) },
    locations: origin === null ? [] : [location(origin, settings)],
    ...(relatedLocations.length === 0 ? {} : { relatedLocations }),
    ...suppressionsOf(diagnostic),
    partialFingerprints: { 'naisen/v1': `${code} ${origin?.file ?? ''} ${message}` },
  };
}

function callFinding(call: CallJson, rule: CallRule, places: Places, settings: DocumentSettings): Finding {
  const { workload, service } = call;
  const via = `${viaWords[call.via][settings.language]} ${call.viaComponent}`.trimEnd();
  const causes = causesOf(call, settings);
  const place = decidingPlace(call, places);
  const declared = places.get(workload) ?? null;
  const flow = call.hops.flatMap((hop) => hopLocation(hop, settings));
  const codes = [...blockersOf(call), ...unknownsOf(call)].map(({ code }) => code);
  return {
    rule: {
      id: rule.id,
      shortDescription: { text: say(rule.description, settings) },
      defaultConfiguration: { level: rule.level },
    },
    ruleId: rule.id,
    level: rule.level,
    message: { text: lines(say(rule.message, settings, { workload, service, via }), ...causes) },
    locations: place === null ? [] : [location(place, settings)],
    ...(declared === null
      ? {}
      : { relatedLocations: [location(declared, settings, say('declaredHere', settings, { workload }))] }),
    ...(flow.length === 0
      ? {}
      : { codeFlows: [{ threadFlows: [{ locations: flow.map((at) => ({ location: at })) }] }] }),
    ...suppressionsOf(call),
    partialFingerprints: {
      'naisen/v1': [rule.id, workload, service, call.hostname, ...codes].join(' ').trimEnd(),
    },
  };
}

function suppressionsOf({ accepted }: Pick<CallJson, 'accepted'>): Pick<SarifResult, 'suppressions'> {
  if (accepted === undefined) return {};
  return { suppressions: [{ kind: 'external', justification: accepted.reason || accepted.by }] };
}

/** What blocks or is missing, with what mends it. */
export function causesOf(call: CallJson, settings: Pick<DocumentSettings, 'language'>): readonly string[] {
  return [
    ...blockersOf(call).flatMap(({ detail, mend }) => [
      detail,
      say('mendIs', settings, { mend: mend.detail }),
    ]),
    ...unknownsOf(call).map(({ detail }) => say('missingIs', settings, { missing: detail })),
  ];
}

function hopLocation(hop: HopJson, settings: DocumentSettings): readonly SarifLocation[] {
  return hop.origin === null ? [] : [location(hop.origin, settings, `${hop.component}: ${hop.detail}`)];
}

function location(place: PlaceJson | OriginJson, settings: DocumentSettings, text?: string): SarifLocation {
  const path = pathFrom(settings.directory, place.file);
  const uri = path.split('/').map(encodeURIComponent).join('/');
  return {
    physicalLocation: {
      artifactLocation: path.startsWith('/') ? { uri: `file://${uri}` } : { uri, uriBaseId: '%SRCROOT%' },
      region: {
        startLine: place.line,
        startColumn: place.column,
        endLine: place.endLine,
        endColumn: place.endColumn,
      },
    },
    ...(text === undefined ? {} : { message: { text } }),
  };
}

function lines(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n');
}

function say(
  name: DocumentWord,
  { language }: Pick<DocumentSettings, 'language'>,
  facts: Readonly<Record<string, string>> = {},
): string {
  return documentWord(name, language, facts);
}
