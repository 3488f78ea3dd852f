import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { caFilesIn } from '../aws/certificates.ts';
import type { SessionUse } from '../aws/sessions.ts';
import type { LabHost, LabNamespace, LabPlan } from '../plan/lab-plan.ts';
import type { LabRecord } from './lab-record.ts';
import { environmentFile, operatorFile } from './services.ts';

/**
 * From outside into the user namespace of a rootless lab; empty for root.
 *
 * Entering a mount namespace leads to its root directory: the user's own directory is looked up again there.
 */
export function enterLab({ mode, process: own }: Pick<LabRecord, 'mode' | 'process'>): readonly string[] {
  if (mode === 'root') return [];
  const enter = ['nsenter', '-t', String(own.pid), '-U', '-m', '-n', '--preserve-credentials'];
  return [...enter, 'sh', '-c', 'cd "$0" 2>/dev/null; exec "$@"', process.cwd()];
}

/**
 * Binds the host's files over the machine's for this program alone, then becomes it (LAB-51, LAB-70).
 *
 * A link that leads nowhere (`/etc/resolv.conf` below a covered `/run`) is given something to lead to.
 */
const bindAndRun = `
root=$1; name=$2; shift 2
hostname "$name" 2>/dev/null
for path in /etc/resolv.conf /etc/hosts /etc/nsswitch.conf /etc/hostname; do
  target=$(readlink -m "$path")
  if [ ! -e "$target" ]; then mkdir -p "$(dirname "$target")" 2>/dev/null; : > "$target" 2>/dev/null; fi
  if [ -e "$target" ] && [ -e "$root$path" ]; then mount --bind "$root$path" "$path"; fi
done
exec "$@"
`;

/** Where the files of a namespace are written. */
export function filesOf(stateDirectory: string, { name }: Pick<LabNamespace, 'name'>): string {
  return join(stateDirectory, 'files', name);
}

export interface HostProgram {
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** How a program is started on a host; its environment begins empty (LAB-53). */
export function hostProgram(
  record: LabRecord,
  plan: LabPlan,
  host: LabHost,
  stateDirectory: string,
  words: readonly string[],
  given: Readonly<Record<string, string | undefined>>,
  use: SessionUse = 'application',
): HostProgram {
  const { namespace } = host;
  const root = filesOf(stateDirectory, { name: namespace });
  const placed = plan.interfaces.find(({ eniId }) => eniId === host.eniId);
  const name = placed?.ipv4 === undefined ? host.name : `ip-${placed.ipv4.replaceAll('.', '-')}`;
  return {
    words: [
      ...enterLab(record),
      'nsenter',
      `--net=/run/netns/${namespace}`,
      'unshare',
      '-mu',
      'sh',
      '-c',
      bindAndRun,
      'naisen-lab',
      root,
      name,
      ...words,
    ],
    environment: {
      ...hostEnvironment(plan, host, stateDirectory, given),
      ...credentialsOf(stateDirectory, host, use),
    },
  };
}

/** A program of whoever operates the account: outside every VPC, beside the lab's own process. */
export function operatorProgram(
  record: LabRecord,
  stateDirectory: string,
  words: readonly string[],
  given: Readonly<Record<string, string | undefined>>,
): HostProgram {
  const operator: Readonly<Record<string, string>> = JSON.parse(
    readFileSync(operatorFile(stateDirectory), 'utf8'),
  );
  const home = join(stateDirectory, 'home', 'operator');
  mkdirSync(home, { recursive: true, mode: 0o700 });
  return {
    words: [...enterLab(record), ...words],
    environment: { ...keptOf(given), HOME: home, ...operator },
  };
}

const searched = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Nothing of the user's own environment but these (LAB-53). */
function keptOf(given: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  const kept = Object.entries(given).filter(
    ([name, value]) => ['PATH', 'TERM', 'LANG', 'LC_ALL', 'TZ'].includes(name) && value !== undefined,
  );
  return { PATH: searched, ...Object.fromEntries(kept.map(([name, value]) => [name, value ?? ''])) };
}

/** LAB-52: what makes unmodified clients trust the lab and know their Region. */
function hostEnvironment(
  plan: LabPlan,
  host: LabHost,
  stateDirectory: string,
  given: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const home = join(stateDirectory, 'home', host.name);
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const vpc = plan.interfaces.find(({ eniId }) => eniId === host.eniId)?.vpc;
  const region = plan.vpcs.find(({ id }) => id === vpc)?.region ?? '';
  const authority = caFilesIn(stateDirectory).certificate;
  return {
    ...keptOf(given),
    HOME: home,
    PS1: `${host.name}:\\w\\$ `,
    AWS_CA_BUNDLE: authority,
    NODE_EXTRA_CA_CERTS: authority,
    SSL_CERT_FILE: authority,
    CURL_CA_BUNDLE: authority,
    REQUESTS_CA_BUNDLE: authority,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_PAGER: '',
    // Five lines at every start, about the program that is tried and not about the lab.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
}

/** What the lab's process wrote for the workload; nothing while it comes up. */
function credentialsOf(
  stateDirectory: string,
  { name }: LabHost,
  use: SessionUse,
): Readonly<Record<string, string>> {
  try {
    const read: Readonly<Record<string, string>> = JSON.parse(
      readFileSync(environmentFile(stateDirectory, name, use), 'utf8'),
    );
    return read;
  } catch {
    return {};
  }
}
