import { readFileSync } from 'node:fs';

/** Texts with the edges that functions on text meet. */
const texts = [
  '""',
  '"a"',
  '"Hello World"',
  '" x "',
  '"a,b,,c"',
  '"é日本"',
  '"👨‍👩‍👧 e\u0301"',
  '"line\\nnext\\n"',
  '"42"',
  '"true"',
];
const numbers = ['0', '1', '-1', '2.5', '-0.5', '1e10', '"7"', '123456789012345678901234567890', '0.1'];
const lists = [
  '[]',
  '["a"]',
  '["b", "a", "b"]',
  '[1, 2, 3]',
  '[1, "a"]',
  'tolist(["x", "y"])',
  'tolist([])',
  'toset(["q", "p"])',
  '[["a"], ["b", "c"]]',
  '[null, "a"]',
  '[{ a = 1 }, { a = 2 }]',
];
const maps = [
  '{}',
  '{ a = 1 }',
  '{ b = "x", a = "y" }',
  '{ a = 1, b = "z" }',
  'tomap({ a = "1", b = "2" })',
  'tomap({})',
  '{ a = ["x"], b = ["x", "y"] }',
  '{ "k e y" = null }',
];
const others = ['null', 'true', '"s"', '5', '[]', '{}'];
const anything = [...texts.slice(0, 4), ...numbers.slice(0, 5), ...lists, ...maps, 'null', 'true', 'false'];

/** Every call of a function with one argument from each list. */
function cross(name: string, ...pools: readonly (readonly string[])[]): readonly string[] {
  const rows = pools.reduce<readonly (readonly string[])[]>(
    (made, pool) => made.flatMap((row) => pool.map((item) => [...row, item])),
    [[]],
  );
  return rows.map((row) => `${name}(${row.join(', ')})`);
}

function each(names: readonly string[], ...pools: readonly (readonly string[])[]): readonly string[] {
  return names.flatMap((name) => cross(name, ...pools));
}

const prefixes = [
  '"10.0.0.0/16"',
  '"192.168.1.77/24"',
  '"0.0.0.0/0"',
  '"2001:db8::/32"',
  '"fd00:1:2::/64"',
  '"10.0.0.4/32"',
  '"bad"',
];
const operators = ['+', '-', '*', '/', '%', '==', '!=', '<', '>', '<=', '>='];
const operands = ['1', '0.3', '-7', '"2"', '1e20', 'true', '"a"', 'null', '[1]'];
const hashes = ['md5', 'sha1', 'sha256', 'sha512', 'base64sha256', 'base64sha512'];
const long = ['55', '56', '63', '64', '111', '112', '127', '128', '300'].map(
  (n) => `join("", [for i in range(${n}) : "x"])`,
);

/** Functions of one argument of any type, asked with everything. */
const ofAny = [
  'jsonencode',
  'yamlencode',
  'tostring',
  'tonumber',
  'tobool',
  'tolist',
  'toset',
  'tomap',
  'length',
  'flatten',
  'keys',
  'values',
  'one',
  'reverse',
  'sum',
];

const calls: readonly string[] = [
  ...each(
    [
      'upper',
      'lower',
      'title',
      'strrev',
      'trimspace',
      'chomp',
      'length',
      'urlencode',
      'base64encode',
      'jsondecode',
      'csvdecode',
      'basename',
      'dirname',
    ],
    texts,
  ),
  ...each(ofAny, anything),
  ...each(['abs', 'ceil', 'floor', 'signum'], numbers),
  ...each(['max', 'min'], numbers, numbers),
  ...cross('pow', ['2', '3', '10', '0.5', '-2'], ['0', '1', '2', '10', '-1', '0.5', '60']),
  ...cross('log', ['1', '2', '8', '100', '1000'], ['2', '10', '3']),
  ...cross(
    'parseint',
    ['"0"', '"101"', '"-7f"', '"zz"', '"12345678901234567890123"'],
    ['2', '8', '10', '16', '36', '62'],
  ),
  ...each(['trim', 'trimprefix', 'trimsuffix', 'startswith', 'endswith', 'strcontains'], texts.slice(1, 8), [
    '""',
    '"a"',
    '" "',
    '"o"',
    '"\\n"',
  ]),
  ...cross('split', ['","', '""', '"b,"', '" "'], texts),
  ...cross('join', ['","', '""'], lists),
  ...cross('replace', texts.slice(1, 7), ['"a"', '"/[a-z]/"', '"/(.)(.)/"', '""'], ['""', '"<$1>"', '"é"']),
  ...cross('substr', ['"hello"', '"é日本👨‍👩‍👧!"'], ['0', '1', '-2', '9'], ['0', '2', '-1']),
  ...cross('indent', ['0', '3'], texts.slice(5, 8)),
  ...each(['contains', 'index'], lists, ['"a"', '1', 'null']),
  ...cross('element', lists, ['0', '1', '4']),
  ...cross('slice', lists, ['0', '1'], ['1', '2']),
  ...cross('chunklist', lists, ['1', '2']),
  ...each(['compact', 'distinct', 'sort', 'alltrue', 'anytrue'], lists),
  ...each(['concat', 'setunion', 'setintersection', 'setsubtract'], lists.slice(0, 8), lists.slice(0, 8)),
  ...cross('setproduct', lists.slice(0, 8), ['["z"]', '[1, 2]', 'toset(["t"])']),
  ...each(['merge', 'coalesce'], maps, maps.slice(0, 6)),
  ...cross('lookup', maps, ['"a"', '"zz"'], ['"d"', '9', 'null', '[]']),
  ...cross('zipmap', ['["a", "b"]', '["a"]', '[]'], lists),
  ...cross('coalesce', ['null', '""', '"x"', '1'], ['null', '"y"', '2', 'true']),
  ...cross('coalescelist', lists.slice(0, 8), ['[]', '["z"]']),
  ...cross('transpose', maps),
  ...cross('matchkeys', ['["i", "j"]', '[1, 2]'], ['["a", "b"]', '[1, 2]'], ['["a"]', '[2]', '["2"]']),
  ...cross('range', ['0', '1', '-2'], ['3', '-3', '1'], ['1', '-1', '0.5']),
  ...cross('cidrsubnet', prefixes, ['0', '1', '4', '8', '16'], ['0', '1', '5', '255']),
  ...cross('cidrhost', prefixes, ['0', '1', '-1', '10', '256', '-300']),
  ...cross('cidrnetmask', prefixes),
  ...cross('cidrsubnets', prefixes, ['1', '4', '8'], ['2', '4', '8']),
  ...each(hashes, [...texts, ...long]),
  ...cross('uuidv5', ['"dns"', '"url"', '"x500"'], texts.slice(0, 6)),
  ...cross(
    'format',
    ['"%s"', '"%v"', '"%q"', '"%d"', '"%5.1f"', '"%x"', '"%t"', '"%#v"', '"%-8s|"', '"%08v"', '"%e"', '"%g"'],
    ['"ab"', '12', '-3.75', '1e7', 'true', '[1, "é"]', '{ a = 1 }', '1/3'],
  ),
  ...cross('formatlist', ['"%s"', '"x-%v"'], lists),
  ...cross(
    'timeadd',
    ['"2024-02-28T23:30:00Z"', '"1969-12-31T23:59:59-07:00"'],
    ['"1h"', '"24h"', '"-720h"', '"1m0.5s"', '"x"'],
  ),
  ...cross(
    'formatdate',
    ['"YYYY-MM-DD"', '"EEE D MMM YY hh:mm:ss"', '"H:mm aa Z"', '"ZZZ ZZZZ"', '"\'q\' M"'],
    ['"2024-02-29T13:05:09Z"', '"1970-01-01T00:00:00+05:45"', '"0001-12-31T12:00:00-11:00"'],
  ),
  ...cross('regex', ['"[a-z]+"', '"(.)(.)"', '"(?P<first>.)"', '"^$"', '"\\\\s"'], texts),
  ...cross('regexall', ['"[a-z]+"', '"(.)(.)"', '"(?P<first>.)"', '"\\\\b"', '"x*"'], texts),
  ...each(['textencodebase64'], texts.slice(0, 7), ['"UTF-8"', '"UTF-16LE"', '"UTF-16"', '"ISO-8859-1"']),
  ...cross('base64decode', ['""', '"YQ=="', '"YWI="', '"YWJj"', '"YQ"', '"????"', '"/+7/"']),
  ...cross(
    'textdecodebase64',
    ['"YQBiAA=="', '"/v8AYQ=="', '"6Q=="'],
    ['"UTF-16LE"', '"UTF-16"', '"UTF-8"', '"ISO-8859-1"', '"US-ASCII"'],
  ),
  ...operators.flatMap((operator) =>
    operands.flatMap((left) => operands.map((right) => `${left} ${operator} ${right}`)),
  ),
  ...['&&', '||'].flatMap((operator) =>
    ['true', 'false', '"true"', '1', 'null'].flatMap((left) =>
      ['true', 'false', '"x"'].map((right) => `${left} ${operator} ${right}`),
    ),
  ),
  ...['1', '"a"', '[1]', '{ a = 1 }', 'null', 'true', '[]', 'tolist(["x"])'].flatMap((left) =>
    ['2', '"b"', '["y"]', '{ b = "c" }', 'null'].map((right) => `true ? ${left} : ${right}`),
  ),
  ...[
    'file',
    'filebase64',
    'filemd5',
    'filesha1',
    'filesha256',
    'filesha512',
    'filebase64sha256',
    'filebase64sha512',
    'fileexists',
  ].flatMap((name) =>
    cross(name, ['"hello.txt"', '"sub/a.txt"', '"./sub/../hello.txt"', '"missing"', '"bytes.bin"', '"sub"']),
  ),
  ...cross(
    'fileset',
    ['"sub"', '"missing"', '"./sub/deep/.."'],
    [
      '"*"',
      '"**"',
      '"*.txt"',
      '"**/*.{txt,json}"',
      '"[a-h]*"',
      '"?.txt"',
      '"{"',
      '"deep/*"',
      '"**/deep/**"',
      '"[^a].*"',
      '"*[a-l]"',
    ],
  ),
  ...cross(
    'fileset',
    ['"."'],
    ['"*.txt"', '"**/*.{txt,json}"', '"sub/?.txt"', '"s*/**"', '"{hello,sub/*}.{txt,tpl}"', '"b*.bin"'],
  ),
  ...cross(
    'templatefile',
    ['"hello.txt"', '"sub/loop.tpl"', '"missing"'],
    ['{}', '{ name = "W", items = ["p", "q"] }', '[]', '{ name = 1, items = [] }'],
  ),
  ...cross('pathexpand', ['"a"', '"./a/../b"', '""']),
  ...each(['nonsensitive', 'issensitive', 'ephemeralasnull'], ['1', '"a"', '[1]', 'null']),
  ...[
    'nonsensitive(sensitive("a"))',
    'issensitive(sensitive(1))',
    'nonsensitive(upper(sensitive("a")))',
    'issensitive(upper(sensitive("a")))',
    'issensitive([sensitive("a")])',
    'issensitive([sensitive("a")][0])',
    'issensitive(length([sensitive("a")]))',
    'issensitive(concat([sensitive("a")], ["b"]))',
    'issensitive(merge({ a = sensitive(1) }, {}).a)',
    'issensitive(toset([sensitive("a")]))',
    'issensitive(keys({ a = sensitive(1) }))',
    'issensitive(jsonencode({ a = sensitive(1) }))',
    'issensitive(sensitive(1) + 1)',
    'issensitive(sensitive(true) ? 1 : 2)',
    'issensitive(coalesce("a", sensitive("b")))',
    'issensitive(join(",", [sensitive("a")]))',
    'issensitive(element([sensitive("a"), "b"], 1))',
    'issensitive(lookup({ a = sensitive("x") }, "a"))',
    'issensitive(contains([sensitive("a")], "a"))',
    'issensitive(format("%s", sensitive("a")))',
    'issensitive(formatlist("%s", [sensitive("a")]))',
    'issensitive(flatten([[sensitive("a")]]))',
    'issensitive(zipmap(["a"], [sensitive(1)]).a)',
    'issensitive(reverse([sensitive("a")]))',
    'issensitive(slice([sensitive("a"), 1], 1, 2))',
    'issensitive(distinct([sensitive("a")]))',
    'issensitive(try(sensitive(1), 2))',
    'issensitive(can(sensitive(1)))',
    'issensitive(tolist([sensitive("a")]))',
    'issensitive(tostring(sensitive(1)))',
    'issensitive(sensitive(1) == 1)',
    'issensitive(!sensitive(true))',
    'issensitive(values({ a = sensitive(1) }))',
    'issensitive(chunklist([sensitive("a")], 1))',
    'issensitive(one([sensitive("a")]))',
  ],
];

/** Each function with no argument, with arguments of the wrong kind, and under its second name. */
function wrongCalls(): readonly string[] {
  return functionNames.flatMap((name) => [
    `${name}()`,
    ...others.map((other) => `${name}(${other})`),
    `${name}(null, null)`,
    `${name}({}, [])`,
    `core::${name}("a")`,
    `core::${name}(["b", "a"], 1)`,
  ]);
}

const impure: ReadonlySet<string> = new Set([
  'timestamp',
  'plantimestamp',
  'uuid',
  'bcrypt',
  'sensitive',
  'base64gzip',
  'rsadecrypt',
  'abspath',
  'templatestring',
  'try',
  'can',
]);

const functionNames: readonly string[] = readFileSync(new URL('names.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((name) => name !== '' && !impure.has(name));

/** Every expression to record, without doubles, in a fixed order. */
export const expressions: readonly string[] = [
  ...new Set([
    ...readFileSync(new URL('expressions.txt', import.meta.url), 'utf8')
      .split('\n')
      .filter((line) => line !== ''),
    ...calls,
    ...wrongCalls(),
  ]),
];
