import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';

/** An emulator of AWS on a loopback port. It keeps state and judges little; what it lacks stands in the tests. */
export interface Moto {
  readonly url: string;
  /** Forgets everything that was made. */
  readonly reset: () => Promise<void>;
  readonly stop: () => void;
}

/** Why the emulator cannot be asked; `undefined` = it can. */
export function motoMissing(): string | undefined {
  return spawnSync('moto_server', ['--help']).status === 0 ? undefined : 'no moto_server on this machine';
}

export async function startMoto(): Promise<Moto> {
  const port = await freePort();
  const env = { ...process.env, MOTO_IAM_LOAD_MANAGED_POLICIES: 'true' };
  const server = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], { env, stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  await answered(server, `${url}/moto-api/data.json`);
  const reset = async (): Promise<void> => {
    await fetch(`${url}/moto-api/reset`, { method: 'POST' });
  };
  return { url, reset, stop: () => server.kill() };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

async function answered(server: ChildProcess, url: string): Promise<void> {
  for (let attempt = 0; attempt < 300 && server.exitCode === null; attempt++) {
    try {
      if ((await fetch(url)).ok) return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  throw new Error('moto_server did not answer');
}

const services = [
  'apigateway',
  'cloudwatchlogs',
  'cognitoidp',
  'dynamodb',
  'ec2',
  'ecr',
  'ecs',
  'iam',
  'lambda',
  'route53',
  'route53resolver',
  's3',
  'secretsmanager',
  'ssm',
  'sts',
];

/** A file that makes a module's provider ask the emulator: Terraform merges `override.tf` into it. */
export function providerOverride(url: string): string {
  return `provider "aws" {
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_metadata_api_check     = "true"
  skip_region_validation      = true
  s3_use_path_style           = true
  max_retries                 = 1

  endpoints {
${services.map((service) => `    ${service} = "${url}"\n`).join('')}  }
}
`;
}

/** One thing that a second plan would change: `aws_ecs_service.api: tags`. */
export function changesOfSecondPlan(folder: string, mirror: string): readonly string[] {
  const env = { ...process.env, TF_CLI_CONFIG_FILE: '/dev/null' };
  const options = { cwd: folder, encoding: 'utf8', env, maxBuffer: 1 << 28, stdio: 'pipe' } as const;
  const run = (...args: readonly string[]): string => execFileSync('terraform', args, options);
  run('init', '-input=false', '-no-color', `-plugin-dir=${mirror}`);
  run('apply', '-auto-approve', '-input=false', '-no-color');
  run('plan', '-input=false', '-no-color', '-out=second');
  const plan = JSON.parse(run('show', '-json', 'second')) as {
    resource_changes?: {
      address: string;
      change: { actions: string[]; before: Record<string, unknown>; after: Record<string, unknown> };
    }[];
  };
  const changes = (plan.resource_changes ?? []).flatMap(({ address, change: { actions, before, after } }) => {
    if (actions.every((action) => action === 'no-op' || action === 'read')) return [];
    const names = Object.keys({ ...before, ...after }).filter(
      (name) => JSON.stringify(before?.[name]) !== JSON.stringify(after?.[name]),
    );
    return [`${address}: ${names.toSorted().join(', ')}`];
  });
  return changes.toSorted();
}
