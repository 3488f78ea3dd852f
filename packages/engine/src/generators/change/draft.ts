import { compareText } from '../../base/ordered.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { changeNotWritten, type Unwritable } from '../../diagnostics/kinds/writing.ts';
import type { ModuleInstance } from '../../importers/terraform/evaluation/modules/module.ts';
import type { Id } from '../../model/identity.ts';
import type { Network } from '../../model/network.ts';
import type { GeneratedFile } from '../generated-file.ts';
import { type Conventions, readConventions } from './conventions.ts';
import { Expressions, type NewOutput } from './expressions.ts';
import { argument, block, emptyLine, formatItems, type HclItem } from './hcl-text.ts';
import { providerArguments, providerKeyIn } from './provider-arguments.ts';
import { settleEdits } from './unified-diff.ts';
import { isUsersOwn, type UserProject } from './user-project.ts';
import type { FileEdit, GivenOtherwise } from './written-change.ts';

/** The group that new endpoints of one VPC share, and the module in which it is written. */
export interface EndpointGroup {
  readonly module: ModuleInstance;
  /** `aws_security_group.vpc_endpoints`. */
  readonly address: string;
}

/** A change while it is being written. */
export class Draft {
  readonly project: UserProject;
  readonly network: Network;
  readonly expressions: Expressions;
  readonly groups: Map<Id<'Vpc'>, EndpointGroup> = new Map();
  readonly #items: Map<ModuleInstance, HclItem[]> = new Map();
  readonly #outputs: Map<string, NewOutput> = new Map();
  readonly #edits: Map<string, FileEdit> = new Map();
  readonly #diagnostics: Diagnostic[] = [];
  readonly #given: Map<string, GivenOtherwise> = new Map();
  readonly #dataSources: Map<string, string> = new Map();
  readonly #conventions: Map<ModuleInstance, Conventions> = new Map();

  constructor(project: UserProject, network: Network) {
    this.project = project;
    this.network = network;
    this.expressions = new Expressions(project);
  }

  conventions(module: ModuleInstance): Conventions {
    const known = this.#conventions.get(module);
    if (known !== undefined) return known;
    const read = readConventions(module);
    this.#conventions.set(module, read);
    return read;
  }

  /** May a new file be put into the folder? It is the user's, in the project, and read once. */
  mayHold(directory: string): boolean {
    const isRoot = directory === this.project.root.directory;
    const uses = this.project.modules.filter((module) => module.directory === directory);
    const isInside = isRoot || !directory.startsWith('..');
    return isUsersOwn(directory) && isInside && uses.length === 1 && uses[0]?.isSymbolic === false;
  }

  /** A data source for the new file, written once for each subject. @returns `type.label` */
  dataSource(
    module: ModuleInstance,
    type: string,
    word: string,
    subject: string,
    items: readonly HclItem[],
    owner: string,
  ): string {
    const provider = providerKeyIn(this.project, module, owner) ?? 'aws';
    const key = `${module.address} ${provider} ${type} ${subject}`;
    const known = this.#dataSources.get(key);
    if (known !== undefined) return known;
    const address = `${type}.${this.conventions(module).label(`data.${type}`, word)}`;
    this.#dataSources.set(key, address);
    this.add(module, [block(`data "${type}" "${address.slice(type.length + 1)}"`, items)], owner);
    return address;
  }

  /** Blocks for the new file of a module; they use the provider configuration of the owner (TF-10). */
  add(module: ModuleInstance, items: readonly HclItem[], owner: string): void {
    const own = this.#items.get(module) ?? [];
    const placed = items.map((item) => this.#withProvider(module, item, owner));
    this.#items.set(module, [...own, ...(own.length > 0 ? [emptyLine] : []), ...placed]);
  }

  #withProvider(module: ModuleInstance, item: HclItem, owner: string): HclItem {
    if (item.kind !== 'block') return item;
    const first = providerArguments(this.project, module, owner);
    if (first.length === 0) return item;
    const apart = item.items.length > 0 ? [emptyLine] : [];
    return { ...item, items: [...first, ...apart, ...item.items] };
  }

  addOutputs(outputs: readonly NewOutput[]): void {
    for (const output of outputs) this.#outputs.set(`${output.directory} ${output.name}`, output);
  }

  edit(edits: readonly FileEdit[]): void {
    for (const edit of edits) this.#edits.set(JSON.stringify(edit), edit);
  }

  /** The value comes from no file: it is the user's to change. */
  leaveToUser(given: GivenOtherwise): void {
    this.#given.set(given.name, given);
  }

  given(): readonly GivenOtherwise[] {
    return [...this.#given.values()].toSorted((a, b) => compareText(a.name, b.name));
  }

  tell(diagnostic: Diagnostic): void {
    this.#diagnostics.push(diagnostic);
  }

  /** What cannot be written is told with the place where it stands. */
  refuse(what: string, because: Unwritable): void {
    const placed = this.project.instances.get(what);
    this.tell(diagnose(changeNotWritten, { what, because }, placed?.evaluated.instance.range));
  }

  diagnostics(): readonly Diagnostic[] {
    return this.#diagnostics;
  }

  edits(): readonly FileEdit[] {
    return settleEdits([...this.#edits.values()]);
  }

  newFiles(): readonly GeneratedFile[] {
    const files = [...this.#items].map(([module, items]) => ({
      path: this.#freePath(module.directory, holdsEndpoints(items) ? 'naisen-endpoints' : 'naisen-network'),
      text: formatItems(items),
    }));
    const directories = new Set([...this.#outputs.values()].map(({ directory }) => directory));
    const outputs = [...directories].map((directory) => ({
      path: this.#freePath(directory, 'naisen-outputs'),
      text: formatItems(
        outputItems([...this.#outputs.values()].filter((one) => one.directory === directory)),
      ),
    }));
    return [...files, ...outputs].toSorted((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** An earlier change may have left a file of the name; it is never overwritten. */
  #freePath(directory: string, name: string): string {
    const there = new Set(this.project.source.files.list(directory) ?? []);
    const prefix = directory === '.' ? '' : `${directory}/`;
    for (let i = 1; ; i++) {
      const file = i === 1 ? `${name}.tf` : `${name}-${i}.tf`;
      if (!there.has(file)) return prefix + file;
    }
  }
}

function holdsEndpoints(items: readonly HclItem[]): boolean {
  return items.some((item) => item.kind === 'block' && item.header.startsWith('resource "aws_vpc_endpoint'));
}

function outputItems(outputs: readonly NewOutput[]): readonly HclItem[] {
  return outputs.flatMap(({ name, value }, i) => [
    ...(i > 0 ? [emptyLine] : []),
    block(`output "${name}"`, [argument('value', value)]),
  ]);
}
