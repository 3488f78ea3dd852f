import { join } from 'node:path';
import {
  answerBuild,
  type BuildJson,
  type BuildStep,
  type BuiltNetwork,
  buildStack,
  createCatalog,
  type Diagnostic,
  defaultHoursPerMonth,
  diagnose,
  diagnosticsJson,
  emptySettings,
  foreignFile,
  foreignTerraform,
  type GeneratedFile,
  type Language,
  readConfigurationText,
  readHoursPerMonth,
  readStatedCurrency,
  renderBuild,
  renderDiagnostics,
  writeCdk,
  writeCloudFormation,
  writeTerraform,
} from '@naisen/engine';
import { otherTerraform, planDirectory, writeDirectory } from '../built-directory.ts';
import type { EngineSession } from '../engine-session.ts';
import { filesInMemory, type OpenedIntent, openIntent } from '../network-files.ts';
import type { BuildOptions } from '../run-options.ts';
import { openCatalogFiles } from '../shipped-files.ts';
import { render, textSettings } from '../terminal.ts';
import { openUsage } from '../usage.ts';
import { buildWordsOf } from '../words/build.ts';
import { writeJson } from '../write-json.ts';
import { appearanceOf, type CommandContext, type ExitCode, readProject } from './context.ts';
import { refuse } from './refuse.ts';

/**
 * `naisen build network.ts --to terraform --out DIR`: a whole network from what is wanted of it.
 *
 * What would be written is read and proven first, and nothing is written unless every promise holds; what
 * lies in the directory then is read once more with whatever else is there.
 */
export async function build(file: string, options: BuildOptions, context: CommandContext): Promise<ExitCode> {
  const catalog = createCatalog(openCatalogFiles());
  const opened = await openIntent(file, catalog);
  const { intent } = opened;
  if (intent === undefined) return tellProblems(opened.diagnostics, opened, options, context);
  const network = buildStack(intent, catalog);
  const asked = readAsked(options);
  if ('refused' in asked) return refuse(asked.refused, options, context);
  const files = filesOf(network, options, context);
  const session = await sessionOf(writeTerraform(network.stack, context.language), network, context.language);
  const diagnostics = [...opened.diagnostics, ...network.diagnostics];
  const answer = (from: EngineSession, more: readonly Diagnostic[], written: BuildJson['files']): BuildJson =>
    answerBuild(
      {
        name: intent.name,
        region: intent.region,
        target: options.to,
        directory: options.out ?? null,
        files: written,
        judged: from.test(),
        cost: from.cost({ ...asked, book: undefined, diagnostics: [] }, context.language),
        diagnostics: [...diagnostics, ...more, ...errorsOf(from)],
      },
      context.language,
    );
  const proven = answer(session, [], []);
  if (hasErrors(proven) || options.out === undefined) {
    return finish(proven, [], opened, options, context);
  }
  const plan = planDirectory(options.out, files);
  if (plan.foreign.length > 0 && !options.force) {
    const inTheWay = plan.foreign.map(({ path, isOurs }) =>
      diagnose(foreignFile, { file: join(options.out ?? '', path), isOurs }, undefined),
    );
    return tellProblems(inTheWay, opened, options, context, buildWordsOf(context.language).refused);
  }
  writeDirectory(options.out, plan);
  const written = plan.files.map(({ path, state }) => ({ path, state }));
  if (options.to !== 'terraform') {
    return finish(answer(session, [], written), stepsOf(network, options), opened, options, context);
  }
  const others = otherTerraform(options.out, plan).map((name) =>
    diagnose(foreignTerraform, { file: join(options.out ?? '', name) }, undefined),
  );
  const read = await readProject(options.out, {}, context);
  const reread = answer(read.session, others, written);
  return finish(reread, stepsOf(network, options), opened, options, context);
}

interface Asked {
  readonly hoursPerMonth: number;
  readonly currency: NonNullable<Parameters<EngineSession['cost']>[0]['currency']>;
  readonly usage: ReturnType<typeof openUsage>['value'];
}

function readAsked(options: BuildOptions): Asked | { readonly refused: readonly Diagnostic[] } {
  const hours = readHoursPerMonth(options.hours ?? String(defaultHoursPerMonth));
  const currency = readStatedCurrency(options.currency, options.rate);
  const usage = openUsage(options.usage, { settings: emptySettings, diagnostics: [], folder: '.' });
  const wrong = usage.errors;
  if ('diagnostic' in hours || 'diagnostic' in currency || wrong.length > 0) {
    const refused = [hours, currency].flatMap((read) => ('diagnostic' in read ? [read.diagnostic] : []));
    return { refused: [...refused, ...wrong] };
  }
  return { hoursPerMonth: hours.value, currency: currency.value, usage: usage.value };
}

/** With Terraform, the promises lie beside it: `naisen test` holds them whenever it is asked. */
function filesOf(
  network: BuiltNetwork,
  { to }: BuildOptions,
  { language }: CommandContext,
): readonly GeneratedFile[] {
  const { stack } = network;
  switch (to) {
    case 'terraform':
      return [
        ...writeTerraform(stack, language),
        { path: 'naisen.config.json', text: configurationText(network, language) },
      ];
    case 'cloudformation':
      return writeCloudFormation(stack, language);
    case 'cdk':
      return writeCdk(stack, language);
  }
}

function configurationText({ promises, accepted }: BuiltNetwork, language: Language): string {
  const reasons = buildWordsOf(language).accepted;
  const ignores = accepted.map(({ code, at, because }) => ({ code, at, reason: reasons[because] }));
  const configuration = ignores.length === 0 ? { expect: promises } : { ignores, expect: promises };
  return `${JSON.stringify(configuration, null, 2)}\n`;
}

async function sessionOf(
  files: readonly GeneratedFile[],
  network: BuiltNetwork,
  language: Language,
): Promise<EngineSession> {
  const { openSession } = await import('../engine-session.ts');
  const facts = { today: '', severities: new Map() };
  return openSession({
    files: filesInMemory(files),
    inputs: { environment: new Map(), options: [], workspace: 'default' },
    catalog: openCatalogFiles(),
    settings: readConfigurationText('naisen.config.json', configurationText(network, language), facts).value,
  });
}

function errorsOf(session: EngineSession): readonly Diagnostic[] {
  return session.diagnostics().filter(({ severity }) => severity === 'error');
}

function hasErrors({ diagnostics }: BuildJson): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}

/** What only the user can do, and then the commands. */
function stepsOf({ stack }: BuiltNetwork, { to, out = '.' }: BuildOptions): readonly BuildStep[] {
  const own = [
    ...stack.functions.flatMap(({ code }): readonly BuildStep[] =>
      code.kind === 'zip' && to === 'terraform'
        ? [{ what: 'nextZip', facts: { zip: code.path }, command: undefined }]
        : [],
    ),
    ...stack.repositories.map(
      ({ name }): BuildStep => ({ what: 'nextImage', facts: { repository: name }, command: undefined }),
    ),
    ...stack.secrets.map(
      ({ name }): BuildStep => ({ what: 'nextSecret', facts: { secret: name }, command: undefined }),
    ),
  ];
  const create: Readonly<Record<BuildOptions['to'], string>> = {
    terraform: `terraform -chdir=${out} init && terraform -chdir=${out} apply`,
    cloudformation: `aws cloudformation deploy --template-file ${join(out, 'template.json')} --stack-name ${stack.name} --capabilities CAPABILITY_NAMED_IAM`,
    cdk: `cd ${out} && npm install && npx cdk deploy`,
  };
  return [
    ...own,
    { what: 'nextTerraform', facts: {}, command: create[to] },
    ...(to === 'terraform' ? [{ what: 'nextTest', facts: {}, command: `naisen test ${out}` } as const] : []),
  ];
}

function finish(
  answer: BuildJson,
  steps: readonly BuildStep[],
  { sourceLine }: OpenedIntent,
  options: BuildOptions,
  context: CommandContext,
): ExitCode {
  if (options.format === 'json') writeJson(answer, context.output);
  else {
    const appearance = appearanceOf(options, context);
    const settings = textSettings(appearance, options.out ?? '.', sourceLine);
    context.output.result(render(renderBuild(answer, steps, settings), appearance));
  }
  return hasErrors(answer) ? 1 : answer.summary.undetermined > 0 ? 2 : 0;
}

/** Nothing came of it: what is wrong goes where errors go. */
function tellProblems(
  diagnostics: readonly Diagnostic[],
  { sourceLine }: OpenedIntent,
  options: BuildOptions,
  context: CommandContext,
  end: string = buildWordsOf(context.language).notBuilt,
): ExitCode {
  const appearance = appearanceOf(options, context);
  const settings = textSettings(appearance, '.', sourceLine);
  const lines = renderDiagnostics(diagnosticsJson(diagnostics, context.language), settings);
  context.output.remark(render(lines, appearance));
  context.output.remark(`${end}\n`);
  return 1;
}
