import { Argument, Command, Option } from 'commander';
import packageFile from '../package.json' with { type: 'json' };
import { build } from './commands/build.ts';
import { check } from './commands/check.ts';
import type { CommandContext, ExitCode } from './commands/context.ts';
import { cost } from './commands/cost.ts';
import { demo } from './commands/demo.ts';
import { diff } from './commands/diff.ts';
import { explain } from './commands/explain.ts';
import { inspect } from './commands/inspect.ts';
import { labCommand } from './commands/lab/program.ts';
import { plan } from './commands/plan.ts';
import { updatePrices } from './commands/prices.ts';
import { rehearse } from './commands/rehearse.ts';
import { rules } from './commands/rules.ts';
import { test } from './commands/test.ts';
import { trace } from './commands/trace.ts';
import { addWriteOptions } from './commands/write-plan.ts';
import { CannotRun } from './failure.ts';
import type { VariableArgument } from './project.ts';
import {
  answerFormats,
  type BuildOptions,
  buildFormats,
  buildTargets,
  type CheckOptions,
  type CommonOptions,
  type CostOptions,
  type DiffOptions,
  diffFormats,
  documentFormats,
  type Format,
  type PlanOptions,
  type PricesOptions,
  type ReadingOptions,
  type RehearseOptions,
  type RulesOptions,
  ruleFormats,
  type TestOptions,
  type TraceOptions,
  testFormats,
} from './run-options.ts';
import { buildWordsOf } from './words/build.ts';
import type { CliWords, CommandName } from './words/words.ts';

/** The command line as commander knows it; `done` is told the exit code of the command that ran. */
export function buildProgram(context: CommandContext, done: (code: number) => void): Command {
  const { words } = context;
  const program = new Command('naisen');
  prepare(program, words)
    .description(words.program)
    .version(packageFile.version, '-V, --version', words.options.version)
    .helpCommand(false)
    .addHelpText('after', helpAfter(words, ['check', 'trace', 'demo']))
    .addOption(new Option('--lang <language>', words.options.lang).choices(['en', 'ja']));
  program.addCommand(
    readingCommand('check', words, [...answerFormats, ...documentFormats])
      .addOption(serviceOption(words))
      .addOption(new Option('--baseline <file>', words.options.baseline))
      .addOption(new Option('--update-baseline', words.options.updateBaseline))
      .action(async (directory: string, options: CheckOptions) =>
        done(await check(directory, options, context)),
      ),
  );
  program.addCommand(
    readingCommand('test', words, testFormats)
      .addOption(new Option('--previous <file>', words.options.previous))
      .action(async (directory: string, options: TestOptions) =>
        done(await test(directory, options, context)),
      ),
  );
  program.addCommand(
    readingCommand('diff', words, diffFormats, [
      new Argument('<old>', words.argument.old),
      new Argument('[new]', words.argument.new),
    ])
      .addOption(new Option('--git <revision>', words.options.git))
      .addOption(serviceOption(words))
      .action(async (first: string, second: string | undefined, options: DiffOptions) =>
        done(await diff(first, second, options, context)),
      ),
  );
  program.addCommand(traceCommand(context, done));
  program.addCommand(costCommand(context, done));
  program.addCommand(rehearseCommand(context, done));
  program.addCommand(pricesCommand(context, done));
  program.addCommand(planCommand(context, done));
  program.addCommand(buildCommand(context, done));
  program.addCommand(
    readingCommand('inspect', words, answerFormats)
      .addOption(serviceOption(words).hideHelp())
      .action(async (directory: string, options: ReadingOptions) =>
        done(await inspect(directory, options, context)),
      ),
  );
  program.addCommand(
    commandOf('demo', words).action(async (options: CommonOptions) => done(await demo(options, context))),
  );
  program.addCommand(
    commandOf('explain', words)
      .addArgument(new Argument('<code>', words.argument.code))
      .action((code: string) => done(explain(code, context))),
  );
  program.addCommand(
    commandOf('rules', words)
      .addOption(
        new Option('--format <format>', words.format(ruleFormats)).choices(ruleFormats).default('text'),
      )
      .action((options: RulesOptions) => done(rules(options, context))),
  );
  program.addCommand(labCommand(context, (command) => prepare(command, words), done));
  return program;
}

function traceCommand(context: CommandContext, done: (code: ExitCode) => void): Command {
  const { words } = context;
  return readingCommand('trace', words, answerFormats)
    .addOption(new Option('--from <workload>', words.options.from).makeOptionMandatory())
    .addOption(new Option('--to <target>', words.options.to).makeOptionMandatory())
    .addOption(new Option('--action <action>', words.options.action))
    .addOption(new Option('--resource <arn>', words.options.resource))
    .addOption(serviceOption(words).hideHelp())
    .action(async (directory: string, options: TraceOptions) =>
      done(await trace(directory, options, context)),
    );
}

function pricesCommand(context: CommandContext, done: (code: ExitCode) => void): Command {
  const { words } = context;
  const update = commandOf('update', words)
    .addArgument(new Argument('<directory>', words.argument.written))
    .addOption(listOption('--region <region>', words.options.region))
    .addOption(new Option('--from <url>', words.options.fromUrl))
    .addOption(listOption('--products <file>', words.options.products))
    .action(async (directory: string, options: PricesOptions) =>
      done(await updatePrices(directory, options, context)),
    );
  return prepare(new Command('prices'), words)
    .description(words.commands.prices)
    .helpCommand(false)
    .addHelpText('after', helpAfter(words, ['prices']))
    .addCommand(update);
}

function rehearseCommand(context: CommandContext, done: (code: ExitCode) => void): Command {
  const { words, language } = context;
  const command = readingCommand('rehearse', words, answerFormats)
    .addOption(listOption('--remove <address>', words.options.remove))
    .addOption(listOption('--add <endpoint>', words.options.add))
    .addOption(listOption('--set <name=value>', words.options.set))
    .addOption(serviceOption(words))
    .addOption(new Option('--usage <file>', words.options.usage))
    .addOption(new Option('--prices <file>', words.options.prices))
    .addOption(new Option('--hours <hours>', words.options.hours))
    .addOption(new Option('--currency <code>', words.options.currency))
    .addOption(new Option('--rate <number>', words.options.rate));
  return addWriteOptions(command, language).action(async (directory: string, options: RehearseOptions) =>
    done(await rehearse(directory, options, context)),
  );
}

function planCommand(context: CommandContext, done: (code: ExitCode) => void): Command {
  const { words, language } = context;
  const command = readingCommand('plan', words, answerFormats)
    .addOption(
      new Option('--goal <goal>', words.options.goal)
        .choices(['private', 'no-nat', 'cheapest'])
        .makeOptionMandatory(),
    )
    .addOption(new Option('--budget <usd>', words.options.budget))
    .addOption(
      new Option('--availability <zones>', words.options.availability).choices(['multi-az', 'single-az']),
    )
    .addOption(new Option('--perhaps', words.options.perhaps))
    .addOption(serviceOption(words))
    .addOption(new Option('--usage <file>', words.options.usage))
    .addOption(new Option('--hours <hours>', words.options.hours))
    .addOption(new Option('--currency <code>', words.options.currency))
    .addOption(new Option('--rate <number>', words.options.rate));
  return addWriteOptions(command, language).action(async (directory: string, options: PlanOptions) =>
    done(await plan(directory, options, context)),
  );
}

function buildCommand(context: CommandContext, done: (code: ExitCode) => void): Command {
  const { words, language } = context;
  const own = buildWordsOf(language);
  return commandOf('build', words)
    .addArgument(new Argument('<file>', own.argument))
    .addOption(new Option('--to <format>', own.to).choices(buildTargets).makeOptionMandatory())
    .addOption(new Option('--out <directory>', own.out))
    .addOption(new Option('--force', own.force))
    .addOption(
      new Option('--format <format>', words.format(buildFormats)).choices(buildFormats).default('text'),
    )
    .addOption(new Option('--usage <file>', words.options.usage))
    .addOption(new Option('--hours <hours>', words.options.hours))
    .addOption(new Option('--currency <code>', words.options.currency))
    .addOption(new Option('--rate <number>', words.options.rate))
    .action(async (file: string, options: BuildOptions) => done(await build(file, options, context)));
}

function costCommand(context: CommandContext, done: (code: ExitCode) => void): Command {
  const { words } = context;
  return readingCommand('cost', words, answerFormats)
    .addOption(new Option('--usage <file>', words.options.usage))
    .addOption(new Option('--prices <file>', words.options.prices))
    .addOption(new Option('--hours <hours>', words.options.hours))
    .addOption(new Option('--currency <code>', words.options.currency))
    .addOption(new Option('--rate <number>', words.options.rate))
    .addOption(new Option('--chart <service>', words.options.chart))
    .action(async (directory: string, options: CostOptions) => done(await cost(directory, options, context)));
}

/** Errors come back as exceptions with codes; nothing is printed by commander itself but help. */
function prepare(command: Command, words: CliWords): Command {
  return command
    .exitOverride()
    .configureOutput({ outputError: () => undefined })
    .configureHelp({
      styleTitle: (title) => words.headings[title] ?? title,
      optionDescription: (option) => option.description,
      argumentDescription: (argument) => argument.description,
    })
    .helpOption('-h, --help', words.options.help);
}

function commandOf(name: CommandName, words: CliWords): Command {
  return prepare(new Command(name), words)
    .description(words.commands[name])
    .addOption(new Option('--color', words.options.color))
    .addOption(new Option('--no-color', words.options.noColor))
    .addOption(new Option('--width <columns>', words.options.width).argParser(parseWidth))
    .addOption(new Option('--lang <language>', words.options.lang).choices(['en', 'ja']))
    .addHelpText('after', helpAfter(words, [name]));
}

function readingCommand(
  name: CommandName,
  words: CliWords,
  formats: readonly Format[],
  places: readonly Argument[] = [new Argument('<directory>', words.argument.directory)],
): Command {
  // `--var` and `--var-file` share one list, because the later one wins over the earlier one (TF-9).
  const variables: VariableArgument[] = [];
  const collect = (variable: VariableArgument): readonly VariableArgument[] => {
    variables.push(variable);
    return variables;
  };
  const command = commandOf(name, words);
  for (const place of places) command.addArgument(place);
  return command
    .addOption(new Option('--format <format>', words.format(formats)).choices(formats).default('text'))
    .addOption(
      new Option('--var <name=value>', words.options.var).argParser((text) => collect({ kind: 'var', text })),
    )
    .addOption(
      new Option('--var-file <file>', words.options.varFile).argParser((path) =>
        collect({ kind: 'var-file', path }),
      ),
    )
    .addOption(new Option('--region <region>', words.options.providerRegion))
    .addOption(new Option('--workspace <name>', words.options.workspace))
    .addOption(new Option('--config <file>', words.options.config))
    .addOption(new Option('--strict', words.options.strict))
    .setOptionValue('variables', variables);
}

function serviceOption(words: CliWords): Option {
  return listOption('--service <service>', words.options.service);
}

/** May be repeated. */
function listOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser((value: string, earlier: readonly string[] | undefined) => [
    ...(earlier ?? []),
    value,
  ]);
}

function parseWidth(text: string): number {
  const columns = Number(text);
  if (Number.isInteger(columns) && columns >= 40 && columns <= 1000) return columns;
  throw new CannotRun({ kind: 'not-a-width', text });
}

function helpAfter(words: CliWords, names: readonly CommandName[]): string {
  const [only = 'check', other] = names;
  const codes = (other === undefined ? words.exitCodesOf[only] : undefined) ?? words.exitCodes;
  const examples = names.flatMap((name) => words.examplesOf[name]);
  const columns = Math.max(...examples.map(([command]) => command.length));
  return [
    '',
    words.examples,
    ...examples.map(([command, why]) => `  ${command.padEnd(columns)}  # ${why}`),
    '',
    ...codes,
  ].join('\n');
}
