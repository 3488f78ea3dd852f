import { assertNever } from '../../base/invariant.ts';
import type { NetworkChange } from '../../model/change.ts';
import type { Network } from '../../model/network.ts';
import type { GeneratedFile } from '../generated-file.ts';
import { Draft } from './draft.ts';
import { writeNewEndpoints } from './new-endpoints.ts';
import { type ChangedText, newText, sortEdits, unifiedDiff } from './unified-diff.ts';
import { openUserProject, type ProjectSource } from './user-project.ts';
import type { FileEdit, WrittenChange } from './written-change.ts';

/**
 * Writes a change into the user's own Terraform: new blocks in a file of their own, edits of blocks that are
 * there. Nothing else is touched, and what cannot be written is told, never guessed.
 *
 * @param network what was read from the same files, before the change
 */
export function writeChange(
  source: ProjectSource,
  network: Network,
  changes: readonly NetworkChange[],
): WrittenChange {
  const project = openUserProject(source);
  if (project === undefined) return nothing;
  const draft = new Draft(project, network);
  const endpoints = changes.flatMap((change) => (change.kind === 'add-endpoint' ? [change.endpoint] : []));
  writeNewEndpoints(draft, endpoints);
  for (const change of changes) writeOne(draft, change);
  return written(source, draft.newFiles(), draft.edits(), draft);
}

const nothing: WrittenChange = { files: [], edits: [], diff: '', patch: '', appliesIn: '.', diagnostics: [] };

function writeOne(_draft: Draft, change: NetworkChange): void {
  switch (change.kind) {
    case 'add-endpoint':
    case 'remove':
    case 'widen-endpoint':
    case 'enable-private-dns':
    case 'enable-vpc-dns':
    case 'add-security-group-rule':
    case 'add-nat-gateway':
      return;
    default:
      assertNever(change);
  }
}

function written(
  { files: there }: ProjectSource,
  files: readonly GeneratedFile[],
  edits: readonly FileEdit[],
  draft: Draft,
): WrittenChange {
  const sorted = sortEdits(edits);
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
    diff: unifiedDiff(edited),
    patch: unifiedDiff([...added, ...edited]),
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
