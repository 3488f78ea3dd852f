import type { PolicyDocument } from '../authorization/policy.ts';
import { compareText } from '../base/ordered.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { diagnosePolicy } from '../diagnostics/policy-problems.ts';
import type { Network } from '../model/network.ts';
import { type FileTexts, placeOfProblem } from './policy-places.ts';
import {
  endpointPolicies,
  readOrganizationPolicies,
  readUnattachedPolicies,
  readWrittenPolicies,
} from './written-policies.ts';

/** What is wrong with the policy documents of the source, each told once, by place. */
export function diagnosePolicies(network: Network, texts: FileTexts): readonly Diagnostic[] {
  const organization = readOrganizationPolicies(network);
  const own = new Map(organization.map(({ name, text }) => [name, text]));
  const textOf: FileTexts = (file) => own.get(file) ?? texts(file);
  const documents = [
    ...organization.map(({ document }) => document),
    ...endpointPolicies(network).values(),
    ...readWrittenPolicies(network).map(({ document }) => document),
    ...readUnattachedPolicies(network),
  ];
  const distinct = new Map(documents.map((document) => [keyOf(document), document]));
  return [...distinct.values()]
    .flatMap((document) => diagnoseDocument(document, textOf))
    .toSorted(
      (a, b) =>
        compareText(a.subject?.file ?? '', b.subject?.file ?? '') ||
        (a.subject?.start.offset ?? 0) - (b.subject?.start.offset ?? 0) ||
        compareText(a.code, b.code),
    );
}

/** Of one document, wherever it is written. */
function diagnoseDocument(
  { problems, range }: Pick<PolicyDocument, 'problems' | 'range'>,
  texts: FileTexts,
): readonly Diagnostic[] {
  return diagnosePolicy(problems, (facts) =>
    range === undefined ? undefined : placeOfProblem(texts, range, facts),
  );
}

/** A policy that several roles have stands once in the source, and so do all instances of one block. */
function keyOf({ name, range, problems }: PolicyDocument): string {
  const place = range === undefined ? name : `${range.file} ${range.start.offset}`;
  return `${place} ${problems.map(({ code, facts }) => `${code} ${facts.line} ${facts.column}`).join(' ')}`;
}
