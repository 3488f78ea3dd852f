import { diagnose } from '../../diagnostics/diagnostic.ts';
import { readBackDiffers, removalsHeldBack, sharedFileEdited } from '../../diagnostics/kinds/writing.ts';
import type { NetworkChange, WidenEndpoint } from '../../model/change.ts';
import type { Network } from '../../model/network.ts';
import type { GeneratedFile } from '../generated-file.ts';
import { compareProjects } from './comparison.ts';
import { Draft } from './draft.ts';
import type { PolicyFacts } from './endpoint-policy.ts';
import { writeGroupRule } from './group-rules.ts';
import { writeListedServices } from './listed-services.ts';
import { writeNewEndpoints } from './new-endpoints.ts';
import { writeNatGateway } from './new-nat-gateways.ts';
import { writeRemovals } from './removals.ts';
import { isDone, subjectOf } from './satisfied.ts';
import { writeFlags } from './set-argument.ts';
import { writeSwitchedEndpoints } from './switched-endpoints.ts';
import { applyEdits, type ChangedText, newText, sortEdits, unifiedDiff } from './unified-diff.ts';
import { openUserProject, type ProjectSource, reread, type UserProject } from './user-project.ts';
import { writeWidened } from './widened-endpoints.ts';
import type { WrittenChange } from './written-change.ts';

/**
 * Writes a change into the user's own Terraform: new blocks in a file of their own, edits of blocks that are
 * there. Nothing else is touched, and what cannot be written is told, never guessed.
 *
 * @param network what was read from the same files, before the change
 * @param policies given = new endpoints get policies of their own
 */
export function writeChange(
  source: ProjectSource,
  network: Network,
  changes: readonly NetworkChange[],
  policies?: PolicyFacts,
): WrittenChange {
  const project = openUserProject(source);
  if (project === undefined) return nothing;
  const draft = new Draft(project, network);
  const endpoints = of(changes, 'add-endpoint').map(({ endpoint }) => endpoint);
  const unmade = writeSwitchedEndpoints(draft, endpoints);
  const left = policies === undefined ? writeListedServices(draft, unmade) : unmade;
  writeNewEndpoints(draft, left, policies);
  writeWidened(draft, mergeWidened(of(changes, 'widen-endpoint')));
  for (const { endpoint } of of(changes, 'enable-private-dns')) {
    writeFlags(draft, { address: endpoint, names: ['private_dns_enabled'] });
  }
  for (const { vpc } of of(changes, 'enable-vpc-dns')) {
    writeFlags(draft, { address: vpc, names: ['enable_dns_support', 'enable_dns_hostnames'] });
  }
  const rules = of(changes, 'add-security-group-rule');
  for (const rule of rules) writeGroupRule(draft, rule, rules);
  for (const gateway of of(changes, 'add-nat-gateway')) writeNatGateway(draft, gateway);
  const removed = of(changes, 'remove').map(({ address }) => address);
  const isWhole = !draft.diagnostics().some(({ severity }) => severity === 'error');
  if (removed.length > 0 && isWhole) writeRemovals(draft, removed);
  else if (removed.length > 0) draft.tell(diagnose(removalsHeldBack, { removed }, undefined));
  for (const path of new Set(draft.edits().map(({ file }) => file))) {
    if (path.startsWith('..')) draft.tell(diagnose(sharedFileEdited, { path }, undefined));
  }
  checkWritten(draft, changes);
  return written(source, draft);
}

/** Reads what was written: a change that is not in it, and was not refused, is our own mistake. */
function checkWritten(draft: Draft, changes: readonly NetworkChange[]): void {
  if (draft.diagnostics().some(({ severity }) => severity === 'error')) return;
  const after = reread(draft.project, draft.newFiles(), draft.edits(), draft.given());
  const network = after?.network();
  for (const change of changes) {
    if (network !== undefined && isDone(network, change)) continue;
    draft.tell(diagnose(readBackDiffers, { what: subjectOf(change) }, undefined));
  }
  if (after !== undefined && compareProjects(draft.project, after).isBroken) {
    draft.tell(diagnose(readBackDiffers, { what: firstMistake(draft.project, after) }, undefined));
  }
}

function firstMistake(before: UserProject, after: UserProject): string {
  const known = new Set(before.diagnostics.map(({ code, facts }) => `${code} ${JSON.stringify(facts)}`));
  const found = after.diagnostics.find(({ code, facts }) => !known.has(`${code} ${JSON.stringify(facts)}`));
  return found === undefined
    ? ''
    : `${found.subject?.file ?? ''}:${found.subject?.start.line ?? 0} ${found.code}`;
}

/** Several changes of one endpoint are one edit of its list. */
function mergeWidened(changes: readonly WidenEndpoint[]): readonly WidenEndpoint[] {
  return [...new Set(changes.map(({ endpoint }) => endpoint))].map((endpoint) => {
    const own = changes.filter((change) => change.endpoint === endpoint);
    const subnets = [...new Set(own.flatMap((change) => change.subnets))];
    const routeTables = [...new Set(own.flatMap((change) => change.routeTables))];
    return { kind: 'widen-endpoint', endpoint, subnets, routeTables };
  });
}

/** The changes of one kind, in their order. */
function of<Kind extends NetworkChange['kind']>(
  changes: readonly NetworkChange[],
  kind: Kind,
): readonly Extract<NetworkChange, { kind: Kind }>[] {
  return changes.filter((change): change is Extract<NetworkChange, { kind: Kind }> => change.kind === kind);
}

const nothing: WrittenChange = {
  files: [],
  edits: [],
  edited: [],
  diff: '',
  patch: '',
  given: [],
  appliesIn: '.',
  diagnostics: [],
};

function written({ files: there }: ProjectSource, draft: Draft): WrittenChange {
  const files = draft.newFiles();
  const sorted = sortEdits(draft.edits());
  const paths = [...new Set([...files.map(({ path }) => path), ...sorted.map(({ file }) => file)])];
  const levels = Math.max(0, ...paths.map((path) => path.split('/').filter((step) => step === '..').length));
  const folders = there.workingDirectory
    .split('/')
    .filter((step) => step !== '')
    .slice(-levels || undefined);
  const fromTop = (path: string): string => pathFromTop(path, levels === 0 ? [] : folders);
  const edited = [...new Set(sorted.map(({ file }) => file))].flatMap((path): ChangedText[] => {
    const read = there.readText(path);
    const own = sorted.filter(({ file }) => file === path);
    return read.kind === 'text' ? [{ path: fromTop(path), before: read.text, edits: own }] : [];
  });
  const added = files.map((file) => newText({ ...file, path: fromTop(file.path) }));
  return {
    files,
    edits: sorted,
    edited: [...new Set(sorted.map(({ file }) => file))].flatMap((path): GeneratedFile[] => {
      const read = there.readText(path);
      const own = sorted.filter(({ file }) => file === path);
      return read.kind === 'text' ? [{ path, text: applyEdits(read.text, own) }] : [];
    }),
    diff: unifiedDiff(edited),
    patch: unifiedDiff([...added, ...edited]),
    given: draft.given(),
    appliesIn: levels === 0 ? '.' : Array.from({ length: levels }, () => '..').join('/'),
    diagnostics: draft.diagnostics(),
  };
}

/** git takes no `..` in a diff: paths are told from the highest folder that the change touches. */
function pathFromTop(path: string, folders: readonly string[]): string {
  const steps = [...folders];
  for (const step of path.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.') steps.push(step);
  }
  return steps.join('/');
}
