import type { LabFault, LabProblem, LabWords } from './lab-words.ts';

export const labEnglish: LabWords = {
  lab: 'build the network on this machine, with real packets, DNS and TLS',
  commands: {
    up: 'bring the network of a directory up',
    down: 'take a lab down, or what a killed one has left',
    list: 'list the labs of this user',
    exec: 'run a program on a host: `naisen lab exec app -- aws s3 ls`',
    shell: 'open a shell on a host',
    doctor: 'try what a lab needs of this machine',
    print: 'print what would be built: namespaces, routes, filters',
    apply: 'change a lab to what the directory says now; only what changed is touched',
    explain: 'send one packet and name the rule or route of AWS that decided, beside the proof',
    probe: 'try every cell of the matrix with real packets; exit code 1 on any difference',
    capture: 'capture a host’s packets as pcap on standard output',
    lesson: 'an experiment with real packets, step by step, and a fault to find and mend',
    operate:
      'run a program outside the VPC as the account’s administrator: `naisen lab operate -- aws logs tail GROUP`',
    logs: 'print the flow logs of a lab, or the requests that AWS’s side answered',
  },
  arguments: {
    directory: 'directory with Terraform files',
    name: 'name of the lab',
    host: 'a host of the lab, as `naisen lab list` shows it',
    command: 'the program and its arguments, after `--`',
    target: 'what is called: `s3`, `https://…`, `10.0.1.5:443`, or another host: `db:5432`',
    lesson: 'name of the lesson (default: list them)',
  },
  options: {
    name: 'name of the lab (default: the name of the directory, or the only lab)',
    withGaps: 'build the rest when the lab cannot build all of it',
    upstream: 'what stands behind the AWS side, on 127.0.0.1 (default: the embedded one)',
    all: 'take all labs of this user down',
    watch: 'apply every time a file is saved',
    format: 'text or json',
    seconds: 'how long to wait for an answer, in seconds',
    dir: 'where the Terraform of the lesson is put (default: `naisen-lesson-NAME`)',
    check: 'see whether the fault is mended',
    solve: 'go through to the end, mend the fault and take the lab down',
    set: 'a size of the lesson: `files=50`',
    agent: 'with the credentials of the task’s agent (execution role) instead of the application’s',
    follow: 'go on printing what comes, until Ctrl-C',
    fields: 'fields of a record: `v2` to `v11`, or `${version} ${pkt-srcaddr} …`',
    requests: 'the requests that AWS’s side answered, with way, action and verdict',
  },
  examples: [
    ['naisen lab doctor', 'what this machine offers'],
    ['naisen lab up ./infra', 'bring it up'],
    ['naisen lab exec app -- curl -v https://logs.ap-northeast-1.amazonaws.com', 'from a host'],
    ['naisen lab probe', 'every cell with real packets'],
    ['naisen lab down', 'take it down'],
  ],
  exitCodes: [
    'Exit codes: 0 done, 1 packets and proof differ, 2 could not run; of exec and shell: the program’s own.',
  ],
  problem,
  step: {
    reading: 'reading',
    namespaces: 'namespaces',
    routers: 'routers',
    hosts: 'hosts',
    filters: 'filters',
    sockets: 'sockets',
    services: 'services',
  },
  up: ({ name, seconds, hosts, vpcs, endpointInterfaces, natGateways }) =>
    `lab \`${name}\` is up after ${seconds} s: ${count(hosts, 'host')}, ${count(vpcs, 'VPC')}, ` +
    `${count(endpointInterfaces, 'endpoint interface')}, ${count(natGateways, 'NAT gateway')}`,
  hosts: 'hosts',
  next: 'next',
  down: (name, namespaces, programs) =>
    `lab \`${name}\` is down: ${count(namespaces, 'namespace')} removed, ${count(programs, 'program')} ended`,
  nothingUp: 'no lab is up',
  state: {
    up: 'up',
    starting: 'starting',
    'left-behind': 'left behind by a process that ended',
    damaged: 'damaged',
  },
  feature: {
    linux: { is: 'Linux', mend: 'macOS: a Linux VM (Lima, OrbStack, Colima); Windows: WSL2' },
    root: { is: 'root (CAP_SYS_ADMIN, CAP_NET_ADMIN)', mend: 'sudo naisen lab …' },
    'user-namespaces': {
      is: 'user namespaces, for labs without root',
      mend: 'sudo sysctl kernel.unprivileged_userns_clone=1 kernel.apparmor_restrict_unprivileged_userns=0',
    },
    ip: { is: '`ip` (iproute2)', mend: 'sudo apt-get install iproute2' },
    nft: { is: '`nft` (nftables)', mend: 'sudo apt-get install nftables' },
    'util-linux': {
      is: '`nsenter`, `unshare`, `mount` (util-linux)',
      mend: 'sudo apt-get install util-linux',
    },
    'named-namespaces': { is: 'named network namespaces', mend: 'a container needs `--privileged`' },
    veth: { is: 'veth devices with link groups', mend: 'sudo modprobe veth' },
    'proxy-delay': {
      is: 'settings of neighbour tables',
      mend: 'a kernel with CONFIG_INET and iproute2 5 or later',
    },
    settings: { is: 'settings below /proc/sys/net', mend: 'a container needs `--privileged`' },
    'nft-filter': {
      is: 'filters by connection state and verdict maps',
      mend: 'sudo modprobe nf_tables nft_ct',
    },
    'nft-nat': { is: 'address translation, ports by maps', mend: 'sudo modprobe nft_chain_nat nft_nat' },
    'nft-counters': {
      is: 'sets with counters, for flow logs',
      mend: 'nft 1.0.2 or later, kernel 5.10 or later',
    },
    'nft-log': { is: 'logging to a group', mend: 'sudo modprobe nft_log nfnetlink_log' },
    'nft-ipv6': { is: 'filters of IPv6', mend: 'a kernel with CONFIG_NF_TABLES_IPV6' },
    tcpdump: { is: '`tcpdump`, for `lab capture`', mend: 'sudo apt-get install tcpdump' },
    aws: { is: 'the AWS CLI, for your own calls', mend: 'see docs.aws.amazon.com/cli' },
  },
  featureState: { present: 'yes', missing: 'no' },
  useful: 'not needed',
  doctor: {
    root: ['A lab runs here as root.'],
    rootless: ['A lab runs here without root, in a user namespace.'],
    none: ['No lab runs here: see what is missing above.'],
  },
  verdicts: { reachable: 'reachable', blocked: 'blocked', undetermined: 'undetermined' },
  probe: {
    heading: ['host', 'call', 'packets', 'proof', ''],
    arrived: 'arrives',
    refused: 'arrives (port closed)',
    silent: 'no answer',
    noName: 'no address',
    notAsked: 'name known after apply',
    noCells: [
      'nothing to try: no workload of this network is known to call anything',
      '`naisen lab explain HOST TARGET` tries one connection',
    ],
    agree: 'agree',
    differ: 'DIFFER',
    open: 'not compared',
    summary: (cells, compared, differences) =>
      `${count(cells, 'cell')} tried, ${compared} compared: ${compared === 0 ? 'nothing could be compared' : differences === 0 ? 'packets and proof agree' : count(differences, 'difference')}`,
  },
  explain: {
    packet: (host, address, port) => `${host} connects to ${address} port ${port}`,
    kernel: 'what the kernel applied',
    engine: 'what the proof says',
    arrived: 'it arrived and was answered',
    dropped: (rule) => `dropped by: ${rule}`,
    noAnswer: 'no answer',
    ownRules: {
      'no route or blackhole': 'no route, or one that leads nowhere',
      'no public address': 'internet gateway: the interface has no public address',
      'IGW-2: private destination': 'internet gateway: private destinations do not leave',
      'egress-only': 'egress-only internet gateway: nobody outside may begin',
      'source check': 'source/destination check: the sender’s address is another one',
      'destination check': 'source/destination check: the packet is for another address',
      'link-local is never routed': 'link-local addresses are never routed',
      'BPA-1: block public access': 'VPC Block Public Access',
      'connection tracking: invalid': 'no connection that this packet belongs to',
    },
    noRule: (group, direction) => `${group}: no ${direction} rule matches`,
  },
  lesson: {
    asExpected: 'as expected',
    miss: (miss) => {
      if (miss.kind === 'exit')
        return `expected ${miss.expected === 'success' ? 'to succeed' : 'to fail'}, ended with code ${miss.code}`;
      return miss.kind === 'shown'
        ? `not expected: ${miss.pattern}`
        : `expected and not shown: ${miss.pattern}`;
    },
    fault: 'Now something is broken',
    hint: 'Hint',
    why: 'Why',
    yourTurn: (directory, name) => [
      '',
      'Find it and mend it:',
      `  naisen check ${directory}`,
      '  naisen lab explain HOST SERVICE',
      `  edit the Terraform in ${directory}, then: naisen lab apply`,
      `  naisen lab lesson ${name} --check`,
      `  naisen lab down ${name}`,
    ],
    mended: 'Mended.',
    notYet: 'Not yet.',
    done: 'Everything was as expected.',
    differed: 'Something was not as expected: see ✗ above.',
  },
  unrouted: (packets) =>
    `${count(packets, 'packet')} found no route: what AWS records of such packets is not known, so they are not in the list`,
  recordsLost: (records) =>
    `${count(records, 'record')} could not be written and went lost: the disk of the lab’s directory was full`,
  noRecords: 'no records yet: what the hosts send is written every ten seconds; `--follow` waits for it',
  followedLabDown: (name) => `lab \`${name}\` was taken down`,
  withoutRole: (host, use) =>
    use === 'agent'
      ? `\`${host}\` has no execution role, so its agent has no credentials: give it one and \`naisen lab apply\``
      : `\`${host}\` has no role, so its programs have no credentials, as in AWS: give it one (task role, instance ` +
        'profile) and `naisen lab apply`; `--agent` takes those of a task’s execution role',
  requestVerdict: {
    allowed: 'allowed',
    denied: 'denied',
    undetermined: 'cannot tell',
    unclassified: 'not understood by the lab',
    unauthenticated: 'credentials refused',
  },
  refusedBy: (layer, statement) =>
    `by the ${layer} policy${statement === '' ? '' : `, ${statement.replace(`${layer}: `, '')}`}`,
  unsigned: 'for want of a signature: nothing allows everybody to do this',
  applied: (changes, namespaces) => `${count(changes, 'change')} in ${namespaces.join(', ')}`,
  appliedNothing: 'no route or filter to change; names and policies are taken from the directory',
  rebuilt: 'too much has changed for single steps: the lab was built anew',
  watching: (source) => `watching ${source}; end with Ctrl-C`,
};

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`;
}

function problem(found: LabProblem): readonly string[] {
  switch (found.kind) {
    case 'not-a-name':
      return [`\`${found.name}\` is not a lab’s name: lower-case letters, digits and hyphens, at most 31`];
    case 'already-up':
      return [
        `lab \`${found.name}\` is already up (${found.source})`,
        `\`naisen lab down ${found.name}\` takes it down; \`--name OTHER\` brings a second one up beside it`,
      ];
    case 'no-lab':
      return ['no lab is up', '`naisen lab up DIR` brings one up'];
    case 'no-such-lab':
      return [`there is no lab \`${found.name}\``, `labs: ${found.labs.join(', ') || 'none'}`];
    case 'several-labs':
      return [`several labs are up: ${found.labs.join(', ')}`, 'say which with `--name`'];
    case 'no-such-host':
      return [`there is no host \`${found.host}\``, `hosts: ${found.hosts.join(', ')}`];
    case 'no-hosts':
      return [
        'there is nothing to build: no workload and no subnet with a known block',
        '`naisen check DIR` tells what could not be read; `--var NAME=VALUE` and `--var-file` give values',
      ];
    case 'gaps':
      return [
        `the lab cannot build this network as it is (${count(found.count, 'reason')} above)`,
        '`--with-gaps` builds the rest',
      ];
    case 'no-program':
      return [`\`${found.program}\` is not installed`, '`naisen lab doctor` says what this machine lacks'];
    case 'not-on-path':
      return [
        `\`${found.program}\` is not installed`,
        'hosts of a lab run the programs of this machine: install it here, or give its path',
      ];
    case 'no-such-target':
      return [`\`${found.target}\` has no address there`];
    case 'no-such-lesson':
      return [`there is no lesson \`${found.name}\``, `lessons: ${found.lessons.join(', ')}`];
    case 'lesson-directory':
      return [
        `${found.directory} is already there`,
        'remove it, or name another with `--dir`; `--check` looks whether the fault is mended',
      ];
    case 'lesson-edit':
      return [`${found.file} is not what the lesson wrote: the step cannot change it`];
    case 'no-such-field':
      return [
        `not a field of VPC flow logs: ${found.fields.join(', ')}`,
        'write `v2` to `v11` (there is no v6), or `${version} ${srcaddr} …`',
      ];
    default:
      return fault(found);
  }
}

function fault(found: LabFault): readonly string[] {
  switch (found.kind) {
    case 'no-machine':
      return [
        'a lab cannot run on this machine',
        'it needs Linux, `ip`, `nft` and root or user namespaces; `naisen lab doctor` tells what is missing',
      ];
    case 'starting':
      return [`lab \`${found.name}\` is being brought up by another process`];
    case 'unknown-namespaces':
      return [
        `network namespaces of a lab \`${found.name}\` are there, but there is no record of it: it is another user’s, or left over`,
        `\`--name OTHER\` brings one up beside it; \`naisen lab down ${found.name}\` removes it`,
      ];
    case 'not-running':
      return [
        `the process of lab \`${found.name}\` has ended`,
        `\`naisen lab down ${found.name}\` clears away what it left`,
      ];
    case 'refused':
      return ['the kernel refused a part of the lab; nothing was left behind', found.reason];
    case 'ended':
      return ['the lab’s process ended before the lab was up', found.log];
    case 'interrupted':
      return [`interrupted: lab \`${found.name}\` was not brought up, and nothing was left behind`];
    case 'not-an-upstream':
      return [
        `\`${found.upstream}\` is not an upstream of this machine`,
        'write `http://127.0.0.1:PORT`: a lab sends nothing to other machines',
      ];
    case 'silent-upstream':
      return [`nothing answers at ${found.upstream}`, 'start the upstream first, then the lab'];
    case 'upstream-needs-root':
      return [
        '`--upstream` needs root: a lab without root has a loopback of its own, from which 127.0.0.1 of the machine is not reached',
        'without `--upstream` the lab answers by itself',
      ];
    case 'namespaces-lost':
      return [
        `network namespaces of lab \`${found.name}\` are gone`,
        `\`naisen lab apply\` builds them anew; \`naisen lab down ${found.name}\` clears away the rest`,
      ];
    case 'damaged':
      return [
        `files of lab \`${found.name}\` cannot be read: damaged, or of another version of naisen`,
        `\`naisen lab down ${found.name}\` ends it and clears away what it left`,
      ];
    case 'world':
      return [found.reason];
  }
}
