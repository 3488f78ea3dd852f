import type {
  AskFailure,
  CompareFailure,
  ConfigurationFailure,
  CostFailure,
  DirectoryFailure,
  EarlierFailure,
  Failure,
  PriceFailure,
} from '../failure.ts';
import type { CliWords } from './words.ts';

export const english: CliWords = {
  program:
    'Proves which AWS calls of your network arrive, by which way, and whether they stay private. Reads Terraform; needs no account, no network, no Terraform.',
  headings: {},
  commands: {
    check: 'prove every needed call of every workload and show the matrix',
    test: 'hold the expectations of naisen.config against the proof',
    diff: 'show which cells and findings changed, and by which line',
    trace: 'show the path of one call, hop by hop, with what decided at each',
    cost: 'show the monthly bill, other designs beside it, and where an endpoint breaks even',
    rehearse: 'try a change on the model: what would stop, what changes level, what it saves',
    plan: 'find the cheapest change that meets a goal, and prove it on the changed network',
    build: 'write a whole network from what is wanted of it, proven and priced',
    prices: 'keep the price book',
    update: 'fetch AWS’s public price lists and write a dated price book (uses the network)',
    inspect: 'show what was read: every resource instance with its values',
    demo: 'prove a small shop’s network that comes with naisen',
    explain: 'print the page of a diagnostic code',
    rules: 'list the rules that look for mistakes',
  },
  examples: 'Examples:',
  examplesOf: {
    check: [
      ['naisen check ./infra', 'the matrix'],
      ['naisen check ./infra --service s3 --service dynamodb', 'with two more columns, which must arrive'],
      ['naisen check ./infra --var-file prod.tfvars --strict', 'in CI'],
      ['naisen check ./infra --format json', 'for tools'],
    ],
    test: [
      ['naisen test ./infra', 'the expectations of infra/naisen.config.ts'],
      ['naisen test ./infra --previous before.json', 'and which hop changed since'],
      ['naisen test ./infra --format junit', 'for CI'],
    ],
    diff: [
      ['naisen diff ./old ./new', 'two directories'],
      ['naisen diff ./infra --git main', 'a revision and the working tree'],
      ['naisen diff ./infra --git main --format markdown', 'for a pull request'],
    ],
    trace: [
      ['naisen trace ./infra --from aws_ecs_service.app --to s3', 'a service'],
      ['naisen trace ./infra --from aws_instance.web --to https://example.com/', 'a name'],
      ['naisen trace ./infra --from aws_instance.web --to 10.0.1.5:443', 'an address and a port'],
      ['naisen trace ./infra --from aws_instance.web --to internet', 'any public address'],
    ],
    cost: [
      ['naisen cost ./infra', 'what costs by the hour'],
      ['naisen cost ./infra --usage usage.json', 'and by the GB'],
      ['naisen cost ./infra --hours 720 --currency JPY --rate 150', 'a month of 30 days, in yen'],
      ['naisen cost ./infra --chart ecr.dkr > chart.svg', 'the break-even of one service'],
    ],
    rehearse: [
      ['naisen rehearse ./infra --remove aws_nat_gateway.main', 'what stops without the NAT gateway'],
      ['naisen rehearse ./infra --add endpoint:logs --usage usage.json', 'what an endpoint changes'],
      ['naisen rehearse ./infra --set enable_nat_gateway=false', 'with another value of a variable'],
      ['naisen rehearse ./infra --remove module.vpc.aws_nat_gateway.this --add endpoint:sts', 'both at once'],
    ],
    plan: [
      ['naisen plan ./infra --goal private', 'what makes every needed call private'],
      ['naisen plan ./infra --goal no-nat --usage usage.json', 'what replaces the NAT gateway'],
      ['naisen plan ./infra --goal cheapest --availability single-az --budget 100', 'within a budget'],
      ['naisen plan ./infra --goal no-nat --write', 'as Terraform and a patch'],
    ],
    build: [
      ['naisen build network.ts --to terraform --out infra', 'a Terraform module'],
      ['naisen build network.ts --to cloudformation --out infra', 'a template'],
      ['naisen build network.ts --to terraform', 'only the proof and the bill'],
    ],
    prices: [['naisen prices update ./prices', 'a new book']],
    update: [
      ['naisen prices update ./prices --region ap-northeast-1', 'one Region'],
      ['naisen cost ./infra --prices ./prices/prices-2026-11-28.json', 'and reckon with it'],
    ],
    inspect: [
      ['naisen inspect ./infra', 'values, unknowns and places'],
      ['naisen inspect ./infra --format json', 'for tools'],
    ],
    demo: [['naisen demo', 'no directory, no account']],
    explain: [['naisen explain NSN1001', 'what it means, what to do']],
    rules: [
      ['naisen rules', 'code, severity and title'],
      ['naisen rules --format json', 'for tools'],
    ],
  },
  exitCodes: [
    'Exit codes:',
    '  0  every needed call arrives, no diagnostic of severity error',
    '  1  a needed call is blocked, or there is a diagnostic of severity error',
    '  2  could not run; with --strict also: a needed call is undetermined',
  ],
  exitCodesOf: {
    rehearse: [
      'Exit codes:',
      '  0  no needed call would stop',
      '  1  a needed call would stop, or one of a new workload would not arrive',
      '  2  the question makes no sense; with --strict also: a needed call could no longer be told',
    ],
    update: ['Exit codes:', '  0  the book is written', '  2  it is not; nothing was written'],
  },
  argument: {
    directory: 'directory with .tf files',
    code: 'code of a diagnostic, for example NSN1001',
    old: 'directory as it was; with --git the directory as it is',
    new: 'directory as it is',
    written: 'directory into which the book is written',
  },
  options: {
    var: 'value of an input variable, as NAME=VALUE; may be repeated',
    varFile: 'file with values of input variables; may be repeated',
    providerRegion: 'the Region of providers that do not say theirs',
    workspace: 'Terraform workspace (default: TF_WORKSPACE, else default)',
    service: 'one more service that every workload must reach; may be repeated',
    config: 'configuration (default: naisen.config.ts or .json in the directory)',
    action: 'action of IAM that the call makes (s3:ListBucket): the policies on the path are asked too',
    resource:
      'its resource: an ARN, or the address of a bucket, queue, key… of the source; without it any (*)',
    baseline: 'findings of this file are known and decide nothing',
    git: 'compare the directory with this revision of itself',
    usage: 'GB a month, as JSON: { "aws_ecs_service.app": { "ecr.dkr": { "gbPerMonth": 40 } } }; "*" = each',
    hours: 'hours of a month (default: 730)',
    currency: 'currency beside USD; needs --rate',
    rate: 'how much of it one USD is',
    chart: 'draw the break-even of this service as SVG',
    goal: 'private = every needed call by endpoints; no-nat = without NAT gateways; cheapest = least money',
    perhaps: 'calls that a workload perhaps makes (its role allows them) count as needed',
    budget: 'most that the whole bill may be, in USD a month',
    availability:
      'a network interface in each AZ of the callers, or one for all (default: each AZ for new endpoints)',
    remove: 'what goes: a resource, one of its instances, or a module, by its address; may be repeated',
    add: 'what comes: endpoint:SERVICE, gateway:SERVICE or interface:SERVICE, with @VPC for one VPC; may be repeated',
    set: 'a variable, or an argument of a module call (module.vpc.NAME=VALUE), with another value; may be repeated',
    prices: 'price book that `naisen prices update` wrote (default: the one that came with this version)',
    region: 'Region whose prices are read (default: all of the shipped book); may be repeated',
    fromUrl: 'mirror of AWS’s price lists (default: https://pricing.us-east-1.amazonaws.com)',
    products: 'what `aws pricing get-products` printed, for NAT gateways; may be repeated',
    previous: 'an earlier answer (--format json); shows the hop that changed',
    updateBaseline: 'write all findings of this run into the baseline',
    strict: 'exit with 2 when a needed call is undetermined',
    from: 'address of the workload that calls',
    to: 'service, host name, URL, address with port, or "internet"',
    color: 'colours, even into a pipe',
    noColor: 'no colours',
    width: 'columns to write for (default: the terminal’s)',
    lang: 'language: en or ja (default: from LC_ALL, LC_MESSAGES, LANG)',
    help: 'show this help',
    version: 'show the version',
  },
  format: (formats) => `one of: ${formats.join(', ')} (default: text; svg is a picture of the text)`,
  failure,
  usage: (_code, _quoted, text) => text,
  didYouMean: (names) => `did you mean ${names.join(', ')}?`,
  seeHelp: 'see `naisen --help`',
  undeterminedWarning: (count) =>
    `warning: ${count} needed ${count === 1 ? 'call is' : 'calls are'} undetermined; with --strict this is exit code 2`,
  undeterminedStrict: (count) =>
    `error: ${count} needed ${count === 1 ? 'call is' : 'calls are'} undetermined (--strict)`,
  undeterminedExpectations: (count) =>
    `error: ${count} ${count === 1 ? 'expectation is' : 'expectations are'} undetermined`,
  baselineWritten: (file, count) =>
    `${count} ${count === 1 ? 'finding is' : 'findings are'} accepted in ${file}`,
  pricesWritten: ({ file, regions, read, changed }) => [
    `wrote ${file}: ${read} prices of ${regions} ${regions === 1 ? 'Region' : 'Regions'} were read, ${changed} of them differ from the shipped book`,
    `use it with --prices ${file}`,
  ],
  pricesWithoutNat: [
    'NAT gateways stand in a list of more than 400 MB for each Region, which is not fetched; their prices are kept.',
    'To read them too: aws pricing get-products --region us-east-1 --service-code AmazonEC2 \\',
    '  --filters "Type=TERM_MATCH,Field=productFamily,Value=NAT Gateway" > nat.json',
    'then: naisen prices update … --products nat.json',
  ],
  internalError: (summary) => [
    `error[NSN9001]: naisen made a mistake: ${summary}`,
    'help: this is our fault, not your Terraform’s. Please report it with this line, the output of',
    '      `naisen --version`, and the smallest directory that shows it; NAISEN_DEBUG=1 prints where it happened.',
  ],
  demo: {
    intro: [
      'A small shop in Tokyo: a Fargate service, an administration instance behind Session Manager, and a Lambda',
      'function, written in Terraform. Nothing was deployed and no account was asked: this is proved from the text.',
    ],
    ticket: 'Why is that cell blocked? The path ticket of that call:',
    next: ['Try next:'],
    tryOwn: 'on your own Terraform',
  },
};

function failure(what: Failure): readonly string[] {
  switch (what.kind) {
    case 'no-such-directory':
    case 'not-a-directory':
    case 'not-readable':
    case 'no-terraform-files':
      return directoryFailure(what);
    case 'not-a-variable':
      return [`\`--var ${what.text}\` has no \`=\`: write --var NAME=VALUE`];
    case 'not-a-width':
      return [`\`--width ${what.text}\` is not a number of columns from 40 to 1000`];
    case 'no-such-workload':
      return [
        `there is no workload \`${what.asked}\``,
        ...suggest(what.nearest),
        ...list('workloads here:', what.workloads),
      ];
    case 'several-workloads':
      return [
        `\`${what.asked}\` stands for several workloads; name one`,
        ...list('they are:', what.workloads),
      ];
    case 'no-workloads':
      return ['no workload is in this directory: nothing has a place in a subnet'];
    case 'no-such-target':
      return [
        `\`${what.asked}\` is no service that we know, no host name and no address`,
        ...suggest(what.nearest),
        'give a service (s3, ecr.dkr), a name (https://name/), an address (10.0.1.5:443) or internet',
      ];
    case 'no-such-service':
      return [`there is no service \`${what.asked}\` in the catalogue`, ...suggest(what.nearest)];
    case 'no-such-code':
      return [`there is no diagnostic \`${what.asked}\``, ...suggest(what.nearest)];
    case 'no-such-intent':
      return [`there is no file \`${what.file}\``];
    case 'no-such-configuration':
    case 'several-configurations':
    case 'configuration-not-loaded':
      return configurationFailure(what);
    case 'no-such-baseline':
    case 'not-a-baseline':
    case 'no-previous':
      return earlierFailure(what);
    case 'not-an-action':
    case 'no-such-resource':
    case 'resource-without-action':
      return askFailure(what);
    case 'no-expectations':
      return [
        `no expectation is configured for \`${what.directory}\``,
        'write `expect: [{ from: "*", to: "internet", is: "blocked" }]` into naisen.config.ts',
      ];
    case 'no-usage-file':
    case 'no-prices':
    case 'no-chart':
      return costFailure(what);
    case 'no-price-file':
    case 'not-a-price-book':
    case 'not-a-price-list':
    case 'prices-not-fetched':
    case 'not-writable':
      return priceFailure(what);
    case 'nothing-to-compare':
    case 'too-much-to-compare':
    case 'no-git':
    case 'no-revision':
    case 'not-at-revision':
      return compareFailure(what);
    case 'no-page':
      return [`the page of \`${what.asked}\` did not come with this version`];
  }
}

function directoryFailure(what: DirectoryFailure): readonly string[] {
  switch (what.kind) {
    case 'no-such-directory':
      return [`there is no directory \`${what.directory}\``];
    case 'not-a-directory':
      return [`\`${what.directory}\` is a file; give the directory that holds it`];
    case 'not-readable':
      return [`\`${what.directory}\` cannot be read (${what.reason})`];
    case 'no-terraform-files':
      return [
        `no .tf or .tf.json file is in \`${what.directory}\`: it is not a Terraform directory`,
        ...(what.below.length === 0 ? [] : list('there is Terraform in:', what.below)),
      ];
  }
}

function configurationFailure(what: ConfigurationFailure): readonly string[] {
  switch (what.kind) {
    case 'no-such-configuration':
      return [`there is no configuration \`${what.file}\``];
    case 'several-configurations':
      return [
        'there is more than one configuration; keep one, or name it with --config',
        ...list('they are:', what.files),
      ];
    case 'configuration-not-loaded':
      return [`configuration \`${what.file}\` cannot be loaded: ${what.reason}`];
  }
}

function earlierFailure(what: EarlierFailure): readonly string[] {
  switch (what.kind) {
    case 'no-such-baseline':
      return [`there is no baseline \`${what.file}\``, 'write one with --update-baseline'];
    case 'not-a-baseline':
      return [`\`${what.file}\` is no baseline of naisen`, 'write it anew with --update-baseline'];
    case 'no-previous':
      return [`\`${what.file}\` is no answer of \`naisen test\` or \`naisen check\` in JSON`];
  }
}

function askFailure(what: AskFailure): readonly string[] {
  switch (what.kind) {
    case 'not-an-action':
      return [
        `\`--action ${what.text}\` is no action of IAM`,
        'write it as SERVICE:Action, for example s3:ListBucket',
      ];
    case 'no-such-resource':
      return [
        `\`${what.asked}\` is no ARN, and the source declares no such resource with a policy`,
        what.nearest.length > 0
          ? `did you mean ${what.nearest.join(', ')}?`
          : 'write an ARN, or the address of a bucket, queue, key…',
      ];
    case 'resource-without-action':
      return [
        '--resource says nothing without an action',
        'add --action, for example --action s3:ListBucket',
      ];
  }
}

function compareFailure(what: CompareFailure): readonly string[] {
  switch (what.kind) {
    case 'nothing-to-compare':
      return ['give a second directory, or a revision with --git'];
    case 'too-much-to-compare':
      return ['give two directories, or one and --git, not both'];
    case 'no-git':
      return [`git cannot be run: ${what.reason}`];
    case 'no-revision':
      return [`revision \`${what.revision}\` of \`${what.directory}\` cannot be read: ${what.reason}`];
    case 'not-at-revision':
      return [`\`${what.directory}\` was not there at revision \`${what.revision}\``];
  }
}

function priceFailure(what: PriceFailure): readonly string[] {
  switch (what.kind) {
    case 'no-price-file':
      return [`there is no file \`${what.file}\``];
    case 'not-a-price-book':
      return [
        `\`${what.file}\` is no price book of naisen`,
        'write one with `naisen prices update DIRECTORY`',
      ];
    case 'not-a-price-list':
      return [`\`${what.place}\` is no price list of AWS`];
    case 'prices-not-fetched':
      return [
        `\`${what.url}\` cannot be fetched: ${what.reason}`,
        'without a network, copy the files from a machine that has one and give them by --from http://…',
        'all other commands work without a network, with the prices that came with this version',
      ];
    case 'not-writable':
      return [`\`${what.file}\` cannot be written (${what.reason})`];
  }
}

function costFailure(what: CostFailure): readonly string[] {
  switch (what.kind) {
    case 'no-usage-file':
      return [`there is no usage file \`${what.file}\``];
    case 'no-prices':
      return ['no price book came with this version'];
    case 'no-chart':
      return [
        `there is no break-even of \`${what.service}\` to draw`,
        ...list('there is one of:', what.services),
      ];
  }
}

function suggest(names: readonly string[]): readonly string[] {
  return names.length === 0 ? [] : [`did you mean ${names.map((name) => `\`${name}\``).join(' or ')}?`];
}

function list(title: string, names: readonly string[]): readonly string[] {
  const shown = names.slice(0, 20).map((name) => `  ${name}`);
  return names.length > 20 ? [title, ...shown, `  and ${names.length - 20} more`] : [title, ...shown];
}
