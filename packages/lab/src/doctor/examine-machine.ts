import { platform } from 'node:os';
import { type ProgramRun, runProgram } from '../kernel/run-program.ts';

/** What a lab needs of a machine; the words are the command line's. */
export type FeatureId =
  | 'linux'
  | 'root'
  | 'user-namespaces'
  | 'ip'
  | 'nft'
  | 'util-linux'
  | 'named-namespaces'
  | 'veth'
  | 'proxy-delay'
  | 'settings'
  | 'nft-filter'
  | 'nft-nat'
  | 'nft-counters'
  | 'nft-log'
  | 'nft-ipv6'
  | 'tcpdump'
  | 'aws';

export interface Feature {
  readonly id: FeatureId;
  readonly state: 'present' | 'missing';
  /** `required`: no lab without it. `one-of`: root or user namespaces. `useful`: for single commands. */
  readonly need: 'required' | 'one-of' | 'useful';
  /** What the machine said: a version, or its complaint. */
  readonly said: string;
}

export interface Examination {
  readonly features: readonly Feature[];
  /** How a lab would run here; `undefined` = not at all. */
  readonly mode: 'root' | 'rootless' | undefined;
}

const firstLine = (text: string): string => text.trim().split('\n')[0]?.slice(0, 160) ?? '';

function featureOf(id: FeatureId, need: Feature['need'], run: ProgramRun): Feature {
  const state = run.code === 0 ? 'present' : 'missing';
  return { id, need, state, said: firstLine(state === 'present' ? run.output : run.complaint) };
}

/** Lines of nft as the script of a shell. */
function loads(...lines: readonly string[]): string {
  return `nft -f - <<'END'\n${lines.join('\n')}\nEND`;
}

/** Each in a network namespace of its own that goes away with the program (LAB-74). */
const trials: readonly (readonly [FeatureId, string])[] = [
  [
    'named-namespaces',
    'mount -t tmpfs tmpfs /run && ip netns add t1 && ip netns exec t1 true && ip netns delete t1',
  ],
  ['veth', 'ip link add name a0 mtu 9001 group 12 type veth peer name b0'],
  [
    'proxy-delay',
    'ip link add name a0 type veth peer name b0 && ip ntable change name arp_cache dev a0 proxy_delay 0',
  ],
  [
    'settings',
    'for key in ipv4/ip_forward ipv4/tcp_fwmark_accept ipv4/fwmark_reflect ipv4/conf/all/proxy_arp ' +
      'ipv4/conf/all/src_valid_mark; do echo 1 > /proc/sys/net/$key || exit 1; done',
  ],
  [
    'nft-filter',
    loads(
      'table ip t {',
      'chain d { counter drop; }',
      'map m { type devgroup : verdict; elements = { 12 : jump d }; }',
      'chain c { type filter hook forward priority filter; ct state new meta iifgroup vmap @m; }',
      '}',
    ),
  ],
  [
    'nft-nat',
    loads(
      'table ip t {',
      'map m { type ifname . inet_service : inet_service; elements = { "a" . 443 : 20001 }; }',
      'chain c { type nat hook prerouting priority dstnat; meta l4proto tcp dnat to :iifname . tcp dport map @m; }',
      'chain s { type nat hook postrouting priority srcnat; snat to 10.0.0.1; }',
      '}',
    ),
  ],
  [
    'nft-counters',
    loads(
      'table ip t {',
      'set s { type iface_index . ipv4_addr . ipv4_addr . inet_service . inet_service; size 64; flags dynamic,timeout; timeout 15m; counter; }',
      'chain c { type filter hook forward priority filter; update @s { iif . ip saddr . ip daddr . tcp sport . tcp dport }; }',
      '}',
    ),
  ],
  [
    'nft-log',
    loads(
      'table ip t {',
      'chain c { type filter hook forward priority filter; log group 5 prefix "x"; }',
      '}',
    ),
  ],
  [
    'nft-ipv6',
    loads(
      'table ip6 t {',
      'chain c { type filter hook forward priority filter; ip6 daddr fe80::/10 drop; }',
      '}',
    ),
  ],
];

/** Tries every feature; nothing is left behind, and nothing of the machine's network is touched. */
export async function examineMachine(): Promise<Examination> {
  if (platform() !== 'linux')
    return {
      features: [{ id: 'linux', need: 'required', state: 'missing', said: platform() }],
      mode: undefined,
    };
  const [root, user, ip, nft, tools, tcpdump, aws] = await Promise.all([
    runProgram(['unshare', '-nm', 'true']),
    runProgram(['unshare', '-Urnm', 'true']),
    runProgram(['ip', '-V']),
    runProgram(['nft', '--version']),
    runProgram(['nsenter', '--version']),
    runProgram(['tcpdump', '--version']),
    runProgram(['sh', '-c', 'command -v aws']),
  ]);
  const mode = root.code === 0 ? 'root' : user.code === 0 ? 'rootless' : undefined;
  const tried = mode === undefined ? [] : await tryFeatures(mode);
  const features = [
    featureOf('linux', 'required', { code: 0, output: 'linux', complaint: '' }),
    featureOf('root', 'one-of', root),
    featureOf('user-namespaces', 'one-of', user),
    featureOf('ip', 'required', ip),
    featureOf('nft', 'required', nft),
    featureOf('util-linux', 'required', tools),
    ...tried,
    featureOf('tcpdump', 'useful', tcpdump),
    featureOf('aws', 'useful', aws),
  ];
  const isComplete = features.every(({ need, state }) => need !== 'required' || state === 'present');
  return { features, mode: isComplete ? mode : undefined };
}

async function tryFeatures(mode: 'root' | 'rootless'): Promise<readonly Feature[]> {
  const flags = mode === 'root' ? '-nm' : '-Urnm';
  const tried: Feature[] = [];
  for (const [id, script] of trials)
    tried.push(featureOf(id, 'required', await runProgram(['unshare', flags, 'sh', '-c', script])));
  return tried;
}

/** The quick question before a lab comes up: can it, and how? */
export async function modeOfMachine(): Promise<Examination['mode']> {
  if (platform() !== 'linux') return undefined;
  const can = async (flags: string): Promise<boolean> =>
    (await runProgram(['unshare', flags, 'sh', '-c', 'nft list ruleset && ip link'])).code === 0;
  if (await can('-nm')) return 'root';
  return (await can('-Urnm')) ? 'rootless' : undefined;
}
