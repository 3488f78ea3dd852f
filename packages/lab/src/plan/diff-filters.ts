/** One table of ours, taken apart: every set, map and chain by its name. */
interface Table {
  /** `ip lab` */
  readonly name: string;
  /** `set x { type …; elements = { … }; }` */
  readonly sets: ReadonlyMap<string, string>;
  readonly chains: ReadonlyMap<string, Chain>;
}

interface Chain {
  /** `type filter hook …; policy …;`, or empty. */
  readonly hook: string;
  readonly rules: readonly string[];
}

/**
 * The one transaction that turns the filters of a namespace into others (LAB-32): only what changed is
 * touched, so counters and dynamic sets stay, and no packet meets a half of each.
 *
 * @returns empty = nothing to do; `undefined` = tables come or go, or a set has another type
 */
export function filterTransaction(before: string, after: string): string | undefined {
  if (before === after) return '';
  const old = tablesOf(before);
  const wanted = tablesOf(after);
  if (old.length !== wanted.length || old.some(({ name }, index) => wanted[index]?.name !== name))
    return undefined;
  const lines: string[] = [];
  for (const [index, table] of wanted.entries()) {
    const earlier = old[index];
    const changes = earlier === undefined ? undefined : tableChanges(earlier, table);
    if (changes === undefined) return undefined;
    lines.push(...changes);
  }
  return lines.map((line) => `${line}\n`).join('');
}

function tablesOf(text: string): readonly Table[] {
  const tables: Table[] = [];
  let sets = new Map<string, string>();
  let chains = new Map<string, Chain>();
  let open: { readonly name: string; readonly hook: string; readonly rules: string[] } | undefined;
  for (const line of text.split('\n').map((each) => each.trim())) {
    const table = /^table (\S+ \S+) \{$/.exec(line)?.[1];
    const set = /^(?:set|map) (\w+) \{.*\}$/.exec(line)?.[1];
    const chain = /^chain (\w+) \{(.*)$/.exec(line);
    if (table !== undefined) {
      sets = new Map();
      chains = new Map();
      tables.push({ name: table, sets, chains });
    } else if (set !== undefined) sets.set(set, line);
    else if (chain !== null) {
      const [, name = '', rest = ''] = chain;
      const isWhole = rest.endsWith('}');
      const body = (isWhole ? rest.slice(0, -1) : rest).trim();
      const hook = /^type [^;]*; policy \w+;/.exec(body)?.[0] ?? /^type [^;]*;/.exec(body)?.[0] ?? '';
      const first = body
        .slice(hook.length)
        .split(';')
        .map((each) => each.trim())
        .filter((each) => each !== '');
      const read = { name, hook, rules: first };
      if (isWhole) chains.set(name, read);
      else open = read;
    } else if (line === '}' && open !== undefined) {
      chains.set(open.name, open);
      open = undefined;
    } else if (open !== undefined && line !== '') open.rules.push(line);
  }
  return tables;
}

function tableChanges(old: Table, wanted: Table): readonly string[] | undefined {
  const { name } = wanted;
  const changedSets = [...wanted.sets].filter(([set, text]) => old.sets.get(set) !== text);
  const retyped = changedSets.some(([set, text]) => {
    const earlier = old.sets.get(set);
    return earlier !== undefined && typeOf(earlier) !== typeOf(text);
  });
  const rehooked = [...wanted.chains].some(
    ([chain, { hook }]) => (old.chains.get(chain)?.hook ?? hook) !== hook,
  );
  if (retyped || rehooked) return undefined;
  const newChains = [...wanted.chains].filter(([chain]) => !old.chains.has(chain));
  const changedChains = [...wanted.chains].filter(
    ([chain, { rules }]) => JSON.stringify(old.chains.get(chain)?.rules) !== JSON.stringify(rules),
  );
  const goneChains = [...old.chains.keys()].filter((chain) => !wanted.chains.has(chain));
  const goneSets = [...old.sets.keys()].filter((set) => !wanted.sets.has(set));
  return [
    ...changedSets.filter(([set]) => !old.sets.has(set)).map(([set, text]) => declared(name, set, text)),
    ...newChains.map(([chain, { hook }]) => `add chain ${name} ${chain}${hook === '' ? '' : ` { ${hook} }`}`),
    ...changedChains.flatMap(([chain, { rules }]) => [
      `flush chain ${name} ${chain}`,
      ...rules.map((rule) => `add rule ${name} ${chain} ${rule}`),
    ]),
    ...changedSets.flatMap(([set, text]) => filled(name, set, text)),
    // What nothing refers to any more.
    ...goneChains.map((chain) => `flush chain ${name} ${chain}`),
    ...goneChains.map((chain) => `delete chain ${name} ${chain}`),
    ...goneSets.map((set) => `delete ${old.sets.get(set)?.startsWith('map') ? 'map' : 'set'} ${name} ${set}`),
  ];
}

function typeOf(text: string): string {
  return text.replace(/ elements = \{.*\};/, '');
}

function elementsOf(text: string): string | undefined {
  return / elements = \{(.*)\};/.exec(text)?.[1]?.trim();
}

function declared(table: string, name: string, text: string): string {
  const body = typeOf(text).replace(/^(?:set|map) \w+ /, '');
  return `add ${text.startsWith('map') ? 'map' : 'set'} ${table} ${name} ${body}`;
}

function filled(table: string, name: string, text: string): readonly string[] {
  const kind = text.startsWith('map') ? 'map' : 'set';
  const elements = elementsOf(text);
  return [
    `flush ${kind} ${table} ${name}`,
    ...(elements === undefined ? [] : [`add element ${table} ${name} { ${elements} }`]),
  ];
}
