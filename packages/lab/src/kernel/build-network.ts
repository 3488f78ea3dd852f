import type { LabNamespace, LabPlan } from '../plan/lab-plan.ts';
import { eachOf, KernelRefused, mustRun, runProgram } from './run-program.ts';

export type BuildStep = 'namespaces' | 'routers' | 'hosts' | 'filters' | 'sockets' | 'services';

/** Builds the network of a plan in this order: LAB-31. Nothing outside its namespaces is touched (LAB-3). */
export async function buildNetwork(
  plan: LabPlan,
  progress: (step: BuildStep) => void,
  /** What else makes links into the new namespaces, before these are set up. */
  joinLinks: () => Promise<void> = async () => undefined,
): Promise<void> {
  const routers = plan.namespaces.filter(({ role }) => role === 'router');
  const others = plan.namespaces.filter(({ role }) => role !== 'router');
  progress('namespaces');
  await makeNamespaces(plan);
  // Devices copy what the namespace says when they are made, so this comes before any link.
  await eachOf(
    plan.namespaces.filter(({ role }) => role !== 'host'),
    (namespace) => mustRun(inNamespace(namespace.name, ['sh', '-c', sysctlScript(namespace)])),
  );
  progress('routers');
  for (const router of routers) await mustRun(['ip', '-n', router.name, '-batch', '-'], text(router.ip));
  await joinLinks();
  progress('hosts');
  const plain = others.filter(({ role, sysctls }) => role === 'host' && sysctls.length === 0);
  await eachOf(
    others.filter((namespace) => !plain.includes(namespace)),
    setUpEnd,
  );
  await eachOf(chunksOf(plain, hostsAtOnce), setUpHosts, 2);
  await eachOf(
    plan.namespaces.filter(({ ip6 }) => ip6.length > 0),
    (namespace) => mustRun(['ip', '-6', '-n', namespace.name, '-batch', '-'], text(namespace.ip6)),
  );
  progress('filters');
  await eachOf(
    plan.namespaces.filter(({ nft }) => nft !== ''),
    ({ name, nft }) => mustRun(inNamespace(name, ['nft', '-f', '-']), nft),
  );
}

/** Somebody else makes, or has, a lab of this name on the machine: nothing of it may be touched. */
export class NamespacesTaken extends Error {}

/**
 * The first one decides between two that come up at once: whose `ip` is refused has made none.
 *
 * The kernel makes a name once; every lab of one name begins with the same one.
 */
async function makeNamespaces({ namespaces }: LabPlan): Promise<void> {
  const names = namespaces.map(({ name }) => name);
  const [first, ...others] = names;
  if (first === undefined) return;
  const claim = await runProgram(['ip', 'netns', 'add', first]);
  if (claim.code !== 0 && /File exists/.test(claim.complaint)) throw new NamespacesTaken(first);
  if (claim.code !== 0) throw new KernelRefused(['ip', 'netns', 'add', first], claim);
  await mustRun(['ip', '-batch', '-'], others.map((name) => `netns add ${name}\n`).join(''));
}

const hostsAtOnce = 25;

function chunksOf<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

/** One shell for many hosts, and for each of them only `ip`. */
function setUpHosts(hosts: readonly LabNamespace[]): Promise<string> {
  const commands = hosts.map(({ name, ip }) => `ip -n ${name} -batch - <<'END' || exit 1\n${text(ip)}END\n`);
  return mustRun(['sh'], commands.join(''));
}

/** One process for a host: settings, then its addresses and routes. */
function setUpEnd(namespace: LabNamespace): Promise<string> {
  const script = namespace.role === 'host' ? sysctlScript(namespace) : '';
  return mustRun(inNamespace(namespace.name, ['sh', '-c', `${script}exec ip -batch -`]), text(namespace.ip));
}

function text(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

/** Written straight to /proc: `sysctl` would be one more process for each host. */
function sysctlScript({ sysctls }: LabNamespace): string {
  return sysctls
    .map((setting) => {
      const [key = '', value = ''] = setting.split('=');
      return `echo ${value} > /proc/sys/${key.replaceAll('.', '/')} || exit 1\n`;
    })
    .join('');
}

/** Only the network changes: `/proc/sys/net` follows it, and no mount is made. */
export function inNamespace(namespace: string, words: readonly string[]): readonly string[] {
  return ['nsenter', `--net=/run/netns/${namespace}`, ...words];
}
