import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A scratch directory in which the real binary runs with one provider and a CLI configuration of its own. */
export interface Workbench {
  readonly directory: string;
  readonly write: (name: string, text: string) => void;
  readonly remove: (name: string) => void;
  /** Runs `terraform <args>`; the exit code is the caller's to judge, since `validate` fails by design. */
  readonly run: (args: readonly string[]) => {
    readonly code: number;
    readonly stdout: string;
    readonly stderr: string;
  };
  readonly close: () => void;
}

/** No call leaves the machine: no account id, no metadata service, no region check, dummy keys. */
const providerBlock = `
provider "aws" {
  region                      = "us-east-1"
  access_key                  = "AKIAIOSFODNN7EXAMPLE"
  secret_key                  = "dummy"
  max_retries                 = 1
  skip_credentials_validation = true
  skip_metadata_api_check     = "true"
  skip_region_validation      = true
  skip_requesting_account_id  = true
}
`;

/** @param mirror directory of a Terraform filesystem mirror that holds `hashicorp/aws` of `version` */
export function openWorkbench(mirror: string, version: string): Workbench {
  const home = mkdtempSync(join(tmpdir(), 'naisen-provider-'));
  const directory = join(home, 'work');
  const settings = join(home, 'terraform.rc');
  mkdirSync(directory);
  writeFileSync(settings, cliConfiguration(mirror));
  const bench: Workbench = {
    directory,
    write: (name, text) => writeFileSync(join(directory, name), text),
    remove: (name) => rmSync(join(directory, name), { force: true }),
    run: (args) => runTerraform(directory, settings, args),
    close: () => rmSync(home, { recursive: true, force: true }),
  };
  bench.write('provider.tf', requirement(version) + providerBlock);
  const started = bench.run(['init', '-no-color', '-input=false']);
  if (started.code !== 0) throw new Error(`terraform init failed:\n${started.stderr}`);
  return bench;
}

function cliConfiguration(mirror: string): string {
  return `disable_checkpoint = true
provider_installation {
  filesystem_mirror { path = "${mirror}" }
}
`;
}

function requirement(version: string): string {
  return `terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "${version}" }
  }
}
`;
}

function runTerraform(
  directory: string,
  settings: string,
  args: readonly string[],
): ReturnType<Workbench['run']> {
  const { PATH, HOME } = process.env;
  const done = spawnSync('terraform', args, {
    cwd: directory,
    env: {
      PATH,
      HOME,
      TF_CLI_CONFIG_FILE: settings,
      TF_IN_AUTOMATION: '1',
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  if (done.error !== undefined) throw done.error;
  return { code: done.status ?? 1, stdout: done.stdout, stderr: done.stderr };
}
