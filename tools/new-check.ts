/**
 * Lays out a new rule: `npm run new-check NAME`, for example `npm run new-check endpoint-without-callers`.
 *
 * Then add it to `packages/engine/src/checks/rules.ts`, run `npm run docs`, and write its page.
 */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { diagnosticKinds } from '../packages/engine/src/diagnostics/registry.ts';

const slug = process.argv[2] ?? '';
if (!/^[a-z][a-z0-9-]+$/.test(slug)) {
  console.error('npm run new-check NAME, for example endpoint-without-callers');
  process.exit(2);
}
const folder = new URL(`../packages/engine/src/checks/${slug}/`, import.meta.url);
if (existsSync(folder)) {
  console.error(`checks/${slug} is there already`);
  process.exit(2);
}

/** The next code that nobody has: neither the registry nor a page. */
function nextCode(): string {
  const pages = readdirSync(new URL('../docs/diagnostics/', import.meta.url));
  const taken = [...diagnosticKinds.keys(), ...pages.map((name) => name.slice(0, 7))];
  const numbers = taken.filter((code) => /^NSN5\d{3}$/.test(code)).map((code) => Number(code.slice(3)));
  return `NSN${Math.max(5000, ...numbers) + 1}`;
}

const code = nextCode();
const name = slug.replaceAll(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

const words = `import { type FindingKind, findingKind } from '../../diagnostics/kinds/finding.ts';

export const ${name}Kind: FindingKind = findingKind(
  '${code}',
  'warning',
  'https://docs.aws.amazon.com/vpc/latest/privatelink/',
  {
    en: {
      title: '…',
      message: ({ component }) => \`\\\`\${component}\\\` …\`,
      help: () => '…',
    },
    ja: {
      title: '…',
      message: ({ component }) => \`\\\`\${component}\\\` …\`,
      help: () => '…',
    },
  },
);
`;

const rule = `import type { Finding, Rule, RuleContext } from '../rule.ts';
import { ${name}Kind } from './words.ts';

/** What is found, why it is a fault, and the rule of AWS that says so. */
export const ${name}: Rule = {
  kind: ${name}Kind,
  slug: '${slug}',
  cites: [],
  find: (_context: RuleContext): readonly Finding[] => [],
};
`;

const test = `import { describe, expect, it } from 'vitest';
import { foundIn } from '../../../test/rule-networks.ts';
import { ${name} } from './rule.ts';

describe('${code} ${slug}', () => {
  it('finds the fault', () => {
    expect(foundIn(${name}, '')).toEqual(['aws_vpc_endpoint.x']);
  });

  it('is silent about its neighbour', () => {
    expect(foundIn(${name}, '')).toEqual([]);
  });
});
`;

mkdirSync(folder, { recursive: true });
for (const [file, text] of Object.entries({ 'words.ts': words, 'rule.ts': rule, 'rule.test.ts': test }))
  writeFileSync(new URL(file, folder), text);
console.log(`checks/${slug}: ${code}; add it to checks/rules.ts, then npm run docs and write its page`);
