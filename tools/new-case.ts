/**
 * Lays out a new story: `npm run new-case THEME/STORY`.
 *
 * Write `questions.json` from docs/semantics before you run it, then `npm run cases -- --update STORY`.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';

const name = process.argv[2] ?? '';
if (!/^[a-z0-9-]+\/[a-z0-9-]+$/.test(name)) {
  console.error('npm run new-case THEME/STORY, for example endpoints/https-only-endpoint');
  process.exit(2);
}
const folder = new URL(`../cases/${name}/`, import.meta.url);
if (existsSync(folder)) {
  console.error(`cases/${name} is there already`);
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
const title = name.split('/')[1]?.replaceAll('-', ' ') ?? name;
const files: Readonly<Record<string, string>> = {
  'case.md': `# ${title[0]?.toUpperCase()}${title.slice(1)}\n\nWhat this network is, and what it shows (rule ids).\n`,
  'main.tf': `# ${title}\nprovider "aws" {\n  region = "eu-west-1"\n}\n`,
  'questions.json': `${JSON.stringify(
    {
      questions: [
        {
          from: 'aws_instance.app',
          to: 's3',
          verdict: 'reachable',
          privacy: 'gateway',
          via: 'gateway-endpoint',
          because: 'the rule, and why it decides here',
        },
      ],
    },
    undefined,
    2,
  )}\n`,
};
for (const [file, text] of Object.entries(files)) writeFileSync(new URL(file, folder), text);
console.log(`cases/${name}: write ${Object.keys(files).join(', ')}, then npm run cases -- --update ${name}`);
