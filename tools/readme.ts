// Puts real output into README.md and README.ja.md: `npx tsx tools/readme.ts` writes, `--check` compares.
// A block between `<!-- output: naisen … -->` and `<!-- end -->` holds what that command prints.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const program = join(root, 'packages/cli/bin/naisen.js');
const block = /(<!-- output: naisen (.+?) -->\n)[\s\S]*?(<!-- end -->)/g;

/** Each in both languages: `matrix.svg`, `matrix.ja.svg`. */
const pictures: Readonly<Record<string, string>> = {
  matrix: 'check examples/shop',
  ticket: 'trace examples/shop --from aws_instance.ops --to ssmmessages',
  cost: 'cost examples/shop --usage examples/shop/usage.json',
  rehearse: 'rehearse examples/shop --remove aws_nat_gateway.shop',
  plan: 'plan examples/shop --goal no-nat --usage examples/shop/usage.json',
};

function run(args: readonly string[]): string {
  const ran = spawnSync(process.execPath, [program, ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '', LANG: 'C', NO_COLOR: '1' },
    maxBuffer: 64 * 1024 * 1024,
  });
  if (ran.status === 2 || ran.stdout === '') throw new Error(`naisen ${args.join(' ')}: ${ran.stderr}`);
  return ran.stdout;
}

/** Quotes as a shell reads them: enough for the commands of the README. */
function words(command: string): string[] {
  return [...command.matchAll(/'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2] ?? '');
}

function renew(text: string): string {
  return text.replace(block, (_whole, open: string, command: string, close: string) => {
    const output = run(words(command)).trimEnd();
    return `${open}\`\`\`text\n${output}\n\`\`\`\n${close}`;
  });
}

const stale: string[] = [];
const isCheck = process.argv.includes('--check');

function settle(path: string, text: string): void {
  const full = join(root, path);
  const old = (() => {
    try {
      return readFileSync(full, 'utf8');
    } catch {
      return '';
    }
  })();
  if (old === text) return;
  if (isCheck) stale.push(path);
  else writeFileSync(full, text);
}

for (const path of ['README.md', 'README.ja.md']) settle(path, renew(readFileSync(join(root, path), 'utf8')));
for (const [name, command] of Object.entries(pictures)) {
  const drawn = [...words(command), '--format', 'svg', '--width', '112'];
  settle(`docs/images/${name}.svg`, run(drawn));
  settle(`docs/images/${name}.ja.svg`, run([...drawn, '--lang', 'ja']));
}
if (stale.length > 0) {
  console.error(`stale, run \`npm run docs\`: ${stale.join(', ')}`);
  process.exitCode = 1;
}
