import type { BuildStep, EdgeEntry, FeatureId, Miss } from '@naisen/lab';

export type LabCommandName =
  | 'up'
  | 'down'
  | 'list'
  | 'exec'
  | 'shell'
  | 'doctor'
  | 'print'
  | 'apply'
  | 'explain'
  | 'probe'
  | 'capture'
  | 'logs'
  | 'operate'
  | 'lesson';

/** Why a lab command could not run. */
export type LabProblem =
  | { readonly kind: 'not-a-name'; readonly name: string }
  | { readonly kind: 'already-up'; readonly name: string; readonly source: string }
  | { readonly kind: 'no-lab' }
  | { readonly kind: 'no-such-lab'; readonly name: string; readonly labs: readonly string[] }
  | { readonly kind: 'several-labs'; readonly labs: readonly string[] }
  | { readonly kind: 'no-such-host'; readonly host: string; readonly hosts: readonly string[] }
  | { readonly kind: 'no-hosts' }
  | { readonly kind: 'gaps'; readonly count: number }
  | { readonly kind: 'no-such-target'; readonly target: string }
  | { readonly kind: 'no-such-lesson'; readonly name: string; readonly lessons: readonly string[] }
  | { readonly kind: 'lesson-directory'; readonly directory: string }
  | { readonly kind: 'lesson-edit'; readonly file: string }
  | { readonly kind: 'no-such-field'; readonly fields: readonly string[] }
  | { readonly kind: 'no-program' | 'not-on-path'; readonly program: string }
  | LabFault;

/** The machine, or somebody on it, is why: not what was asked for. */
export type LabFault =
  | { readonly kind: 'no-machine' }
  | { readonly kind: 'starting'; readonly name: string }
  | { readonly kind: 'unknown-namespaces'; readonly name: string }
  | { readonly kind: 'not-running'; readonly name: string }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'ended'; readonly log: string }
  | { readonly kind: 'interrupted'; readonly name: string }
  | { readonly kind: 'not-an-upstream' | 'silent-upstream'; readonly upstream: string }
  | { readonly kind: 'upstream-needs-root' }
  | { readonly kind: 'namespaces-lost' | 'damaged'; readonly name: string }
  | { readonly kind: 'world'; readonly reason: string };

export interface LabSummary {
  readonly name: string;
  readonly seconds: string;
  readonly hosts: number;
  readonly vpcs: number;
  readonly endpointInterfaces: number;
  readonly natGateways: number;
}

/** What `naisen lab` says. */
export interface LabWords {
  readonly lab: string;
  readonly commands: Readonly<Record<LabCommandName, string>>;
  readonly arguments: {
    readonly directory: string;
    readonly name: string;
    readonly host: string;
    readonly command: string;
    readonly target: string;
    readonly lesson: string;
  };
  readonly options: {
    readonly name: string;
    readonly withGaps: string;
    readonly upstream: string;
    readonly all: string;
    readonly watch: string;
    readonly format: string;
    readonly seconds: string;
    readonly dir: string;
    readonly check: string;
    readonly solve: string;
    readonly set: string;
    readonly agent: string;
    readonly follow: string;
    readonly fields: string;
    readonly requests: string;
  };
  readonly examples: readonly (readonly [string, string])[];
  readonly exitCodes: readonly string[];
  readonly problem: (problem: LabProblem) => readonly string[];
  readonly step: Readonly<Record<BuildStep | 'reading', string>>;
  readonly up: (summary: LabSummary) => string;
  readonly hosts: string;
  readonly next: string;
  readonly down: (name: string, namespaces: number, programs: number) => string;
  readonly nothingUp: string;
  readonly state: Readonly<Record<'up' | 'starting' | 'left-behind' | 'damaged', string>>;
  readonly feature: Readonly<Record<FeatureId, { readonly is: string; readonly mend: string }>>;
  readonly featureState: Readonly<Record<'present' | 'missing', string>>;
  readonly useful: string;
  readonly doctor: Readonly<Record<'root' | 'rootless' | 'none', readonly string[]>>;
  readonly verdicts: Readonly<Record<'reachable' | 'blocked' | 'undetermined', string>>;
  readonly probe: {
    readonly heading: readonly [string, string, string, string, string];
    readonly arrived: string;
    readonly refused: string;
    readonly silent: string;
    readonly noName: string;
    /** The name is only known after apply. */
    readonly notAsked: string;
    /** No workload is known to call anything. */
    readonly noCells: readonly string[];
    readonly agree: string;
    readonly differ: string;
    readonly open: string;
    readonly summary: (cells: number, compared: number, differences: number) => string;
  };
  readonly explain: {
    readonly packet: (host: string, address: string, port: number) => string;
    readonly kernel: string;
    readonly engine: string;
    readonly arrived: string;
    readonly dropped: (rule: string) => string;
    readonly noAnswer: string;
    /** What no line of the source says, by the comment of the kernel's rule. */
    readonly ownRules: Readonly<Record<string, string>>;
    readonly noRule: (group: string, direction: string) => string;
  };
  readonly lesson: {
    readonly asExpected: string;
    readonly miss: (miss: Miss) => string;
    readonly fault: string;
    readonly hint: string;
    readonly why: string;
    readonly yourTurn: (directory: string, name: string) => readonly string[];
    readonly mended: string;
    readonly notYet: string;
    readonly done: string;
    readonly differed: string;
  };
  /** LAB-93. */
  readonly unrouted: (packets: number) => string;
  /** The disk had no room for them. */
  readonly recordsLost: (records: number) => string;
  /** Said when `lab logs` has nothing to show. */
  readonly noRecords: string;
  /** Said when the lab that is followed was taken down. */
  readonly followedLabDown: (name: string) => string;
  /** Said when a program failed that may have looked for credentials. */
  readonly withoutRole: (host: string, use: 'application' | 'agent') => string;
  readonly requestVerdict: Readonly<Record<EdgeEntry['verdict'], string>>;
  readonly refusedBy: (layer: string, statement: string) => string;
  /** Said instead, of a request that nobody signed. */
  readonly unsigned: string;
  readonly applied: (changes: number, namespaces: readonly string[]) => string;
  readonly appliedNothing: string;
  readonly rebuilt: string;
  readonly watching: (source: string) => string;
}
