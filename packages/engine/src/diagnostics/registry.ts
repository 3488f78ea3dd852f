import type { Diagnostic, DiagnosticKind, Language } from './diagnostic.ts';
import * as argumentKinds from './kinds/arguments.ts';
import * as awsKinds from './kinds/aws.ts';
import * as buildingKinds from './kinds/building.ts';
import * as configurationKinds from './kinds/configuration.ts';
import * as evaluationKinds from './kinds/evaluation.ts';
import * as fileKinds from './kinds/files.ts';
import * as endpointFindings from './kinds/finding-endpoints.ts';
import * as flowLogFindings from './kinds/finding-flowlogs.ts';
import * as needFindings from './kinds/finding-needs.ts';
import * as policyFindings from './kinds/finding-policies.ts';
import * as routeFindings from './kinds/finding-routes.ts';
import * as writingFindings from './kinds/finding-writing.ts';
import * as functionKinds from './kinds/functions.ts';
import * as gapKinds from './kinds/gaps.ts';
import * as instanceKinds from './kinds/instances.ts';
import * as intentKinds from './kinds/intent.ts';
import * as labKinds from './kinds/lab.ts';
import * as networkValueKinds from './kinds/network-values.ts';
import * as policyKinds from './kinds/policies.ts';
import * as pricingKinds from './kinds/pricing.ts';
import * as rehearsalKinds from './kinds/rehearsal.ts';
import * as syntaxKinds from './kinds/syntax.ts';
import * as variableKinds from './kinds/variables.ts';
import * as writingKinds from './kinds/writing.ts';

const families: readonly Readonly<Record<string, object>>[] = [
  syntaxKinds,
  fileKinds,
  configurationKinds,
  intentKinds,
  functionKinds,
  networkValueKinds,
  policyKinds,
  evaluationKinds,
  variableKinds,
  instanceKinds,
  argumentKinds,
  awsKinds,
  endpointFindings,
  needFindings,
  routeFindings,
  policyFindings,
  flowLogFindings,
  writingFindings,
  pricingKinds,
  rehearsalKinds,
  writingKinds,
  buildingKinds,
  gapKinds,
  labKinds,
];

/** Every code ever issued, by code. A test holds that each has a page and a test. */
export const diagnosticKinds: ReadonlyMap<string, DiagnosticKind<object>> = new Map(
  families
    .flatMap((family) => Object.values(family) as DiagnosticKind<object>[])
    .map((kind) => [kind.code, kind]),
);

/** The words of a diagnostic in one language. */
export function describe(
  diagnostic: Diagnostic,
  language: Language,
): { readonly message: string; readonly help: string | undefined; readonly source: string } {
  const kind = diagnosticKinds.get(diagnostic.code);
  if (kind === undefined) return { message: diagnostic.code, help: undefined, source: '' };
  const words = kind.words[language];
  return {
    message: words.message(diagnostic.facts),
    help: words.help?.(diagnostic.facts),
    source: kind.source,
  };
}
