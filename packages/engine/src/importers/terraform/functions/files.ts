import { type Result, succeed } from '../../../base/result.ts';
import type { FileReason } from '../../../diagnostics/function-words.ts';
import { fileLeftUnread, fileNotReadable } from '../../../diagnostics/kinds/functions.ts';
import type { FileText } from '../project.ts';
import {
  boolType,
  boolValue,
  dynamicType,
  setOf,
  setType,
  stringType,
  stringValue,
  unknownFrom,
  unknownOf,
} from '../values/construct.ts';
import type { Type, Value } from '../values/value.ts';
import { argumentAt, entriesIn, textAt } from './arguments.ts';
import { encodeBase64 } from './base64.ts';
import {
  type FunctionContext,
  type FunctionDefinition,
  type FunctionTable,
  type Outcome,
  refuse,
  refuseSize,
} from './definition.ts';
import { compileGlob } from './globs.ts';
import { hashes } from './hashes.ts';
import { absolutePath, baseName, directoryName, pathInProject } from './paths.ts';
import { type FunctionProblem, problemOf } from './problem.ts';

const path = { name: 'path', type: stringType };

/**
 * Relative paths start at the project directory, as in Terraform: a module writes `path.module` itself.
 *
 * @see https://developer.hashicorp.com/terraform/language/functions/file
 */
export const fileFunctions: FunctionTable = {
  abspath: ofPath((text, context) => stringValue(absolutePath(text, context.files.workingDirectory))),
  basename: ofPath((text) => stringValue(baseName(text))),
  dirname: ofPath((text) => stringValue(directoryName(text))),
  // Whose home it is depends on who runs Terraform.
  pathexpand: ofPath((text) =>
    text.startsWith('~')
      ? unknownOf(stringType, { reason: 'not-readable', references: [] })
      : stringValue(text),
  ),
  file: {
    parameters: [path],
    result: stringType,
    apply: (args, context) => {
      const written = textAt(args, 0);
      if (isOutside(written, context)) return leaveUnread('file', written, stringType, context);
      const text = readText('file', written, context);
      return text.ok ? succeed(stringValue(text.value)) : text;
    },
  },
  fileexists: { parameters: [path], result: boolType, apply: applyFileExists },
  fileset: {
    parameters: [path, { name: 'pattern', type: stringType }],
    result: setType(stringType),
    apply: applyFileSet,
  },
  filebase64: ofBytes('filebase64', encodeBase64),
  ...Object.fromEntries(
    Object.entries(hashes).map(([name, hash]) => [`file${name}`, ofBytes(`file${name}`, hash)]),
  ),
  templatefile: {
    parameters: [path, { name: 'vars', type: dynamicType, accepts: ['unknown', 'sensitive'] }],
    result: dynamicType,
    apply: applyTemplateFile,
  },
  templatestring: {
    parameters: [
      { name: 'template', type: stringType },
      { name: 'vars', type: dynamicType, accepts: ['unknown', 'sensitive'] },
    ],
    result: stringType,
    apply: (args, context) => {
      return evaluateWith('templatestring', textAt(args, 0), undefined, argumentAt(args, 1), context);
    },
  },
};

function ofPath(compute: (text: string, context: FunctionContext) => Value): FunctionDefinition {
  return {
    parameters: [path],
    result: stringType,
    apply: (args, context) => succeed(compute(textAt(args, 0), context)),
  };
}

function notReadable(
  name: string,
  written: string,
  because: FileReason,
): { ok: false; error: FunctionProblem } {
  return { ok: false, error: problemOf(fileNotReadable, { function: name, path: written, because }, 0) };
}

/**
 * What only this machine or a later build holds (a key under `~`, a package that CI zips first) is no mistake
 * of the configuration: it is told, and the value is not known.
 */
function leaveUnread(name: string, written: string, type: Type, context: FunctionContext): Outcome {
  const because = isOutside(written, context) ? 'outside-project' : 'missing';
  context.note?.(problemOf(fileLeftUnread, { function: name, path: written, because }, 0));
  return succeed(unknownOf(type, { reason: 'not-readable', references: [] }));
}

function isOutside(written: string, context: FunctionContext): boolean {
  return readFile(written, context).kind === 'outside-project';
}

function readText(name: string, written: string, context: FunctionContext): Result<string, FunctionProblem> {
  const file = readFile(written, context);
  return file.kind === 'text' ? succeed(file.text) : notReadable(name, written, file.kind);
}

function readFile(written: string, context: FunctionContext): FileText {
  const inside = pathInProject(written, context.files.workingDirectory);
  if (inside === undefined || written.startsWith('~')) return { kind: 'outside-project' };
  return context.files.readText(inside);
}

function ofBytes(name: string, map: (bytes: Uint8Array) => string): FunctionDefinition {
  return {
    parameters: [path],
    result: stringType,
    apply: (args, context) => {
      const written = textAt(args, 0);
      const inside = pathInProject(written, context.files.workingDirectory);
      const bytes =
        inside === undefined || written.startsWith('~') ? undefined : context.files.readBytes(inside);
      if (bytes !== undefined) return succeed(stringValue(map(bytes)));
      const file = readFile(written, context);
      const isDigest = name !== 'filebase64';
      if (file.kind === 'outside-project' || (file.kind === 'missing' && isDigest)) {
        return leaveUnread(name, written, stringType, context);
      }
      return notReadable(name, written, file.kind === 'text' ? 'missing' : file.kind);
    },
  };
}

function applyFileExists(args: readonly Value[], context: FunctionContext): Outcome {
  const written = textAt(args, 0);
  const file = readFile(written, context);
  if (file.kind === 'outside-project') return leaveUnread('fileexists', written, boolType, context);
  if (file.kind === 'not-a-file') return notReadable('fileexists', written, file.kind);
  return succeed(boolValue(file.kind !== 'missing'));
}

/** Files seen while walking. */
const walkMax = 100_000;

function applyFileSet(args: readonly Value[], context: FunctionContext): Outcome {
  const written = textAt(args, 0);
  const pattern = textAt(args, 1);
  const root = pathInProject(written, context.files.workingDirectory);
  if (root === undefined || written.startsWith('~') || pattern.split('/').includes('..')) {
    return leaveUnread('fileset', written, setType(stringType), context);
  }
  // A directory that is not there has no files, whatever the pattern.
  if (context.files.list(root) === undefined) return succeed(setOf(stringType, []));
  const matches = compileGlob(pattern);
  if (matches === undefined) return refuse('fileset', 'pattern', 1, 'bad-glob', pattern);
  const files = walk(
    root,
    '',
    pattern.includes('**') ? Number.POSITIVE_INFINITY : pattern.split('/').length,
    context,
  );
  if (files === undefined) return refuseSize('fileset', walkMax, 'elements');
  return succeed(setOf(stringType, files.filter(matches).map(stringValue)));
}

/** Paths of all files below a directory, relative to it; `undefined` when there are too many. */
function walk(
  root: string,
  below: string,
  depth: number,
  context: FunctionContext,
): readonly string[] | undefined {
  const found: string[] = [];
  const pending: { readonly at: string; readonly depth: number }[] = [{ at: below, depth }];
  let seen = 0;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    for (const name of context.files.list(joinSteps(root, next.at)) ?? []) {
      if (++seen > walkMax) return undefined;
      const step = joinSteps(next.at, name);
      if (!name.endsWith('/')) found.push(step);
      else if (next.depth > 1) pending.push({ at: step.slice(0, -1), depth: next.depth - 1 });
    }
  }
  return found;
}

function joinSteps(left: string, right: string): string {
  if (left === '' || left === '.') return right === '' ? '.' : right;
  return right === '' ? left : `${left}/${right}`;
}

function applyTemplateFile(args: readonly Value[], context: FunctionContext): Outcome {
  const written = textAt(args, 0);
  if (isOutside(written, context)) return leaveUnread('templatefile', written, dynamicType, context);
  const text = readText('templatefile', written, context);
  if (!text.ok) return text;
  const inside = pathInProject(written, context.files.workingDirectory);
  return evaluateWith('templatefile', text.value, inside, argumentAt(args, 1), context);
}

function evaluateWith(
  name: string,
  text: string,
  from: string | undefined,
  variables: Value,
  context: FunctionContext,
): Outcome {
  const given = entriesIn(variables);
  if (given === undefined) {
    return variables.kind === 'unknown'
      ? succeed(unknownFrom(name === 'templatefile' ? dynamicType : stringType, [variables]))
      : refuse(name, 'vars', 1, 'not-a-map');
  }
  const result = context.evaluateTemplate({ text, path: from, variables: given });
  return succeed(result ?? unknownOf(stringType, { reason: 'invalid', references: [] }));
}
