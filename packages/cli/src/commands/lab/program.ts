import { Argument, Command, Option } from 'commander';
import type { VariableArgument } from '../../project.ts';
import type { LabCommandName, LabWords } from '../../words/lab-words.ts';
import { labWordsOf } from '../../words/lab-words-of.ts';
import type { CommandContext, ExitCode } from '../context.ts';
import type { LabOptions, LogsOptions } from './lab-options.ts';

/** Prepares a command of ours the way every other is. */
export type Prepare = (command: Command) => Command;

type Lab = typeof import('./run-lab.ts');

/** `naisen lab …`; what it runs is loaded when it runs. */
export function labCommand(
  context: CommandContext,
  prepare: Prepare,
  done: (code: ExitCode | number) => void,
): Command {
  const words = labWordsOf(context.language);
  const run = async (act: (lab: Lab) => Promise<ExitCode | number>): Promise<void> => {
    const lab = await import('./run-lab.ts');
    done(await lab.reported(() => act(lab), context));
  };
  const lab = prepare(new Command('lab'))
    .description(words.lab)
    .helpCommand(false)
    .enablePositionalOptions()
    .addHelpText('after', helpAfter(words));
  const add = (name: LabCommandName, ...places: readonly Argument[]): Command => {
    const command = prepare(new Command(name)).description(words.commands[name]);
    for (const place of places) command.addArgument(place);
    lab.addCommand(command);
    return command;
  };
  const named = (command: Command): Command =>
    command.addOption(new Option('--name <name>', words.options.name));
  addBuilding(add, named, words, context, run);
  addUsing(add, named, words, context, run);
  lab.addCommand(
    prepare(new Command('serve'))
      .addArgument(new Argument('<name>'))
      .action((name: string) => run((lab) => lab.serve(name, context))),
    { hidden: true },
  );
  return lab;
}

type Add = (name: LabCommandName, ...places: readonly Argument[]) => Command;
type Run = (act: (lab: Lab) => Promise<ExitCode | number>) => Promise<void>;

function addBuilding(
  add: Add,
  named: (command: Command) => Command,
  words: LabWords,
  context: CommandContext,
  run: Run,
): void {
  const directory = new Argument('<directory>', words.arguments.directory);
  reading(named(add('up', directory)), context, words)
    .addOption(new Option('--upstream <url>', words.options.upstream))
    .action((source: string, options: LabOptions) => run((lab) => lab.up(source, options, context)));
  named(add('down', new Argument('[name]', words.arguments.name)))
    .addOption(new Option('--all', words.options.all))
    .action((name: string | undefined, options: LabOptions) =>
      run((lab) => lab.down(name ?? options.name, options, context)),
    );
  add('list')
    .addOption(formatOption(words))
    .action((options: LabOptions) => run((lab) => lab.list(options, context)));
  add('doctor')
    .addOption(formatOption(words))
    .action((options: LabOptions) => run((lab) => lab.doctor(options, context)));
  reading(add('print', directory), context, words)
    .addOption(formatOption(words))
    .action((source: string, options: LabOptions) => run((lab) => lab.print(source, options, context)));
  named(add('apply'))
    .addOption(new Option('--watch', words.options.watch))
    .action((options: LabOptions) => run((lab) => lab.apply(options, context)));
}

function addUsing(
  add: Add,
  named: (command: Command) => Command,
  words: LabWords,
  context: CommandContext,
  run: Run,
): void {
  const host = new Argument('<host>', words.arguments.host);
  named(add('exec', host, new Argument('<command...>', words.arguments.command)))
    .addOption(new Option('--agent', words.options.agent))
    .passThroughOptions()
    .action((name: string, command: readonly string[], options: LabOptions) =>
      run((lab) => lab.exec(name, command, options, context)),
    );
  named(add('operate', new Argument('<command...>', words.arguments.command)))
    .passThroughOptions()
    .action((command: readonly string[], options: LabOptions) =>
      run((lab) => lab.operate(command, options, context)),
    );
  named(add('shell', host)).action((name: string, options: LabOptions) =>
    run((lab) => lab.shell(name, options, context)),
  );
  named(add('capture', host)).action((name: string, options: LabOptions) =>
    run((lab) => lab.capture(name, options, context)),
  );
  named(add('logs'))
    .addOption(new Option('--follow', words.options.follow))
    .addOption(new Option('--format <format>', words.options.fields))
    .addOption(new Option('--requests', words.options.requests))
    .action((options: LogsOptions) => run((lab) => lab.logs(options, context)));
  addLesson(add, words, context, run);
  named(add('probe'))
    .addOption(new Option('--seconds <seconds>', words.options.seconds))
    .addOption(formatOption(words))
    .action((options: LabOptions) => run((lab) => lab.probe(options, context)));
  named(add('explain', host, new Argument('<target>', words.arguments.target)))
    .addOption(new Option('--seconds <seconds>', words.options.seconds))
    .action((name: string, target: string, options: LabOptions) =>
      run((lab) => lab.explainCall(name, target, options, context)),
    );
}

function addLesson(add: Add, words: LabWords, context: CommandContext, run: Run): void {
  const sizes: Record<string, number> = {};
  const collect = (text: string): Readonly<Record<string, number>> => {
    const [name = '', value = ''] = text.split('=');
    if (/^[1-9]\d*$/.test(value)) sizes[name] = Number(value);
    return sizes;
  };
  add('lesson', new Argument('[name]', words.arguments.lesson))
    .addOption(new Option('--dir <directory>', words.options.dir))
    .addOption(new Option('--check', words.options.check))
    .addOption(new Option('--solve', words.options.solve))
    .addOption(new Option('--set <size>', words.options.set).argParser(collect))
    .action((name: string | undefined, { set, ...options }: LessonFlags) =>
      run((lab) => lab.lesson(name, { ...options, ...(set === undefined ? {} : { sizes: set }) }, context)),
    );
}

interface LessonFlags {
  readonly dir?: string;
  readonly check?: true;
  readonly solve?: true;
  readonly set?: Readonly<Record<string, number>>;
}

function formatOption(words: LabWords): Option {
  return new Option('--format <format>', words.options.format).choices(['text', 'json']).default('text');
}

function reading(command: Command, { words }: CommandContext, own: LabWords): Command {
  const variables: VariableArgument[] = [];
  const collect = (variable: VariableArgument): readonly VariableArgument[] => {
    variables.push(variable);
    return variables;
  };
  return command
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
    .addOption(new Option('--with-gaps', own.options.withGaps))
    .setOptionValue('variables', variables);
}

function helpAfter({ examples, exitCodes }: LabWords): string {
  const columns = Math.max(...examples.map(([command]) => command.length));
  return [
    '',
    ...examples.map(([command, why]) => `  ${command.padEnd(columns)}  # ${why}`),
    '',
    ...exitCodes,
  ].join('\n');
}
