import { suggestNames } from '../../../../base/nearest-names.ts';
import type { SourceRange } from '../../../../base/source-range.ts';
import { diagnose } from '../../../../diagnostics/diagnostic.ts';
import { unknownBlockType } from '../../../../diagnostics/kinds/arguments.ts';
import {
  type DeclaredThing,
  duplicateDeclaration,
  invalidDeclaration,
} from '../../../../diagnostics/kinds/evaluation.ts';
import { unreadableFile } from '../../../../diagnostics/kinds/files.ts';
import type { ProjectFiles } from '../../project.ts';
import type { Block, SourceFile } from '../../syntax/ast.ts';
import { parseJson } from '../../syntax/json.ts';
import { locator } from '../../syntax/locate.ts';
import { parseNative } from '../../syntax/native.ts';
import type { Report } from '../scope.ts';
import { headerOf, type Placed, type PlacedBody, placeBody, rangeOf, type Source } from '../source.ts';
import type {
  Declaration,
  LocalDeclaration,
  ModuleDeclarations,
  ResourceDeclaration,
} from './declarations.ts';
import { joinPaths } from './paths.ts';

/**
 * Reads the `.tf` and `.tf.json` files directly in one directory; override files are merged in last.
 *
 * @returns `undefined` when there are none
 * @see https://developer.hashicorp.com/terraform/language/files/override
 */
export function readModule(
  files: ProjectFiles,
  directory: string,
  report: Report,
): ModuleDeclarations | undefined {
  const names = (files.list(directory) ?? []).filter((name) => /\.tf(\.json)?$/.test(name));
  if (names.length === 0) return undefined;
  const collected = emptyCollection(directory);
  for (const override of [false, true]) {
    for (const name of names.filter((candidate) => isOverride(candidate) === override)) {
      const file = readFile(files, joinPaths(directory, name), report);
      if (file === undefined) continue;
      const taking: Taking = { into: collected, report, way: override ? mergeInto : addNew };
      takeFile(file.parsed, file.source, taking);
    }
  }
  return collected;
}

function isOverride(name: string): boolean {
  return /(^|_)override\.tf(\.json)?$/.test(name);
}

interface ReadFile {
  readonly parsed: SourceFile;
  readonly source: Source;
}

function readFile(files: ProjectFiles, path: string, report: Report): ReadFile | undefined {
  const read = files.readText(path);
  if (read.kind !== 'text') {
    report(diagnose(unreadableFile, { path, because: read.kind }, startOf(path)));
    return undefined;
  }
  const isJson = path.endsWith('.json');
  const { value, diagnostics } = isJson ? parseJson(path, read.text) : parseNative(path, read.text);
  for (const diagnostic of diagnostics) report(diagnostic);
  const source: Source = {
    path,
    text: read.text,
    syntax: isJson ? 'json' : 'native',
    locate: locator(path, read.text),
  };
  return { parsed: value, source };
}

export function startOf(path: string): SourceRange {
  const start = { line: 1, column: 1, offset: 0 };
  return { file: path, start, end: start };
}

/** The same maps while they are filled. */
interface Collection extends ModuleDeclarations {
  readonly variables: Map<string, Declaration>;
  readonly locals: Map<string, LocalDeclaration>;
  readonly outputs: Map<string, Declaration>;
  readonly resources: Map<string, ResourceDeclaration>;
  readonly data: Map<string, ResourceDeclaration>;
  readonly ephemerals: Map<string, ResourceDeclaration>;
  readonly calls: Map<string, Declaration>;
  readonly providers: Map<string, Declaration>;
  readonly settings: Declaration[];
}

function emptyCollection(directory: string): Collection {
  return {
    directory,
    variables: new Map(),
    locals: new Map(),
    outputs: new Map(),
    resources: new Map(),
    data: new Map(),
    ephemerals: new Map(),
    calls: new Map(),
    providers: new Map(),
    settings: [],
  };
}

interface Taking {
  readonly into: Collection;
  readonly report: Report;
  readonly way: typeof addNew;
}

/** Labels of each top-level block. */
const labelsNeeded: Readonly<Record<string, number>> = {
  terraform: 0,
  provider: 1,
  variable: 1,
  output: 1,
  locals: 0,
  module: 1,
  resource: 2,
  data: 2,
  ephemeral: 2,
  moved: 0,
  import: 0,
  removed: 0,
  check: 1,
};

function takeFile(file: SourceFile, source: Source, taking: Taking): void {
  for (const attribute of file.body.attributes) {
    refuseBlock(attribute.name, source.locate(attribute.nameSpan), taking);
  }
  for (const node of file.body.blocks) {
    const needed = Object.hasOwn(labelsNeeded, node.type) ? labelsNeeded[node.type] : undefined;
    const block = { node, source };
    if (needed === undefined) refuseBlock(node.type, source.locate(node.typeSpan), taking);
    else if (node.labels.length === needed) takeBlock(block, taking);
    else taking.report(diagnose(invalidDeclaration, { type: node.type }, headerOf(block)));
  }
}

function refuseBlock(type: string, range: SourceRange, taking: Taking): void {
  const suggestions = suggestNames(type, Object.keys(labelsNeeded));
  taking.report(diagnose(unknownBlockType, { type, suggestions }, range));
}

function takeBlock(block: Placed<Block>, taking: Taking): void {
  const { into } = taking;
  const declaration = declarationOf(block);
  switch (block.node.type) {
    case 'variable':
      taking.way(into.variables, declaration.name, declaration, 'variable', taking);
      break;
    case 'output':
      taking.way(into.outputs, declaration.name, declaration, 'output', taking);
      break;
    case 'module':
      taking.way(into.calls, declaration.name, declaration, 'module', taking);
      break;
    case 'provider':
      taking.way(into.providers, providerKey(declaration), declaration, 'provider', taking);
      break;
    case 'resource':
      takeResource(block, into.resources, 'managed', taking);
      break;
    case 'data':
      takeResource(block, into.data, 'data', taking);
      break;
    case 'ephemeral':
      takeResource(block, into.ephemerals, 'ephemeral', taking);
      break;
    case 'locals':
      takeLocals(declaration.body, taking);
      break;
    case 'check':
      takeCheck(declaration.body, taking);
      break;
    case 'terraform':
      into.settings.push(declaration);
  }
}

function declarationOf(block: Placed<Block>): Declaration {
  return {
    name: block.node.labels.at(-1)?.text ?? '',
    body: placeBody(block.node.body, block.source),
    source: block.source,
    range: headerOf(block),
  };
}

function providerKey(declaration: Declaration): string {
  const alias = declaration.body.attributes.get('alias')?.node.value;
  return alias?.kind === 'string' ? `${declaration.name}.${alias.value}` : declaration.name;
}

function takeResource(
  block: Placed<Block>,
  into: Map<string, ResourceDeclaration>,
  mode: ResourceDeclaration['mode'],
  taking: Taking,
): void {
  const type = block.node.labels[0]?.text ?? '';
  const declaration = { ...declarationOf(block), mode, type };
  const key = `${type}.${declaration.name}`;
  const way: typeof addNew = taking.way;
  way(into, key, declaration, mode === 'managed' ? 'resource' : mode, taking);
}

/** A data source inside a `check` is like any other. */
function takeCheck(body: PlacedBody, taking: Taking): void {
  for (const block of body.blocks) {
    if (block.node.type === 'data' && block.node.labels.length === 2) {
      takeResource(block, taking.into.data, 'data', taking);
    }
  }
}

function takeLocals(body: PlacedBody, taking: Taking): void {
  const { locals } = taking.into;
  for (const [name, value] of body.attributes) {
    const earlier = locals.get(name);
    if (earlier === undefined || taking.way === mergeInto) locals.set(name, { name, value });
    else reportDuplicate('local', name, rangeOf(earlier.value), rangeOf(value), taking.report);
  }
}

/** Ordinary files: a second declaration of one name is a mistake. */
function addNew<D extends Declaration>(
  into: Map<string, D>,
  key: string,
  declaration: D,
  what: DeclaredThing,
  taking: Taking,
): void {
  const earlier = into.get(key);
  if (earlier === undefined) into.set(key, declaration);
  else reportDuplicate(what, key, earlier.range, declaration.range, taking.report);
}

function reportDuplicate(
  what: DeclaredThing,
  name: string,
  first: SourceRange,
  second: SourceRange,
  report: Report,
): void {
  const related = [{ range: first, label: 'first-declared' }];
  report(diagnose(duplicateDeclaration, { what, name }, second, related));
}

/** Override files: arguments replace arguments, nested blocks replace all blocks of their type. */
function mergeInto<D extends Declaration>(into: Map<string, D>, key: string, declaration: D): void {
  const earlier = into.get(key);
  into.set(
    key,
    earlier === undefined ? declaration : { ...earlier, body: mergeBodies(earlier.body, declaration.body) },
  );
}

function mergeBodies(base: PlacedBody, override: PlacedBody): PlacedBody {
  const replaced = new Set(override.blocks.map(blockTypeOf));
  const lifecycle = base.blocks.filter((block) => block.node.type === 'lifecycle');
  const kept = base.blocks.filter((block) => !replaced.has(blockTypeOf(block)) || lifecycle.includes(block));
  return {
    attributes: new Map([...base.attributes, ...override.attributes]),
    blocks: [...kept, ...override.blocks],
  };
}

/** `dynamic "ingress"` makes blocks of type `ingress`. */
export function blockTypeOf(block: Placed<Block>): string {
  return block.node.type === 'dynamic' ? (block.node.labels[0]?.text ?? '') : block.node.type;
}
