import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { LabDirectory, type LabRecord, modeOfMachine, takeDown } from '@naisen/lab';
import { afterAll, describe, expect, it } from 'vitest';
import { bundleProgram, type Ran, ranProgram } from './lab-program.ts';

const bundle = await bundleProgram('lab-faults');
const mode = await modeOfMachine();
if (mode === undefined)
  process.stderr.write(
    'faults of a lab: skipped, because it needs Linux, ip, nft and root or user namespaces\n',
  );

const base = mkdtempSync(join(tmpdir(), 'naisen-faults-'));
/** Longer than the name of a socket may be (107 bytes). */
const home = join(base, 'deep'.repeat(30));
const name = `fault${process.pid}`;
const source = join(base, name);
const environment = { ...process.env, NAISEN_LAB_HOME: home, NO_COLOR: '1', LANG: 'C' };

mkdirSync(source);
writeFileSync(
  join(source, 'main.tf'),
  `
provider "aws" {
  region = "ap-northeast-1"
}
resource "aws_vpc" "main" {
  cidr_block = "10.8.0.0/16"
}
resource "aws_subnet" "main" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.8.1.0/24"
  availability_zone = "ap-northeast-1a"
}
resource "aws_instance" "app" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.micro"
  subnet_id     = aws_subnet.main.id
  private_ip    = "10.8.1.10"
}
`,
);

function run(words: readonly string[], before: readonly string[] = []): Ran {
  return ranProgram([...before, process.execPath, bundle, 'lab', ...words], base, environment);
}

const lab = (...words: readonly string[]): Ran => run(words);

/** Begins to bring a lab up and is told when a step is reached. */
async function upTo(
  step: string,
): Promise<{ readonly child: ChildProcess; readonly ended: Promise<[number | null, string]> }> {
  const child = spawn(process.execPath, [bundle, 'lab', 'up', source], { cwd: base, env: environment });
  let text = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  const ended = new Promise<[number | null, string]>((done) =>
    child.on('close', (code) => done([code, text])),
  );
  await until(() => text.includes(`${step}\n`));
  return { child, ended };
}

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 300 && !isSo(); tries++) await wait(50);
}

function namespaces(): readonly string[] {
  return existsSync('/run/netns')
    ? readdirSync('/run/netns').filter((one) => one.startsWith(`nsn.${name}.`))
    : [];
}

function serving(): string {
  return spawnSync('pgrep', ['-f', `lab serve ${name}`], { encoding: 'utf8' }).stdout;
}

afterAll(() => {
  lab('down', '--all');
  rmSync(base, { recursive: true, force: true });
});

describe.runIf(mode !== undefined)('a lab to which something happens', { timeout: 120_000 }, () => {
  it.each([
    ['http://127.0.0.1:9', 'nothing answers at http://127.0.0.1:9', 'nobody listens there'],
    ['http://example.com', 'a lab sends nothing to other machines', 'it is another machine'],
    ['ftp://127.0.0.1', 'is not an upstream of this machine', 'services of AWS speak HTTP'],
    ['5000', 'is not an upstream of this machine', 'a port is no address'],
  ])('does not come up with the upstream %s: %s, because %s', (upstream, said, _because) => {
    const { code, remarks } = lab('up', source, '--upstream', upstream);
    expect([code, remarks]).toEqual([2, expect.stringContaining(said)]);
  });

  it.each([['SIGINT'], ['SIGTERM'], ['SIGHUP']] as const)(
    'is gone when %s comes while it is brought up, and says so',
    async (signal) => {
      const { child, ended } = await upTo('namespaces');
      child.kill(signal);
      expect(await ended).toEqual([2, expect.stringContaining('interrupted: lab `fault')]);
      expect([namespaces(), serving(), lab('list').output]).toEqual([[], '', 'no lab is up\n']);
    },
  );

  it('is gone when whoever brings it up is killed', async () => {
    const { child, ended } = await upTo('namespaces');
    child.kill('SIGKILL');
    await ended;
    await until(() => serving() === '');
    expect([namespaces(), serving(), lab('list').output]).toEqual([[], '', 'no lab is up\n']);
  });

  it('leaves nothing when its process is killed while namespaces are made', async () => {
    const { ended } = await upTo('namespaces');
    const record: LabRecord = JSON.parse(readFileSync(join(home, name, 'lab.json'), 'utf8'));
    process.kill(record.process.pid, 'SIGKILL');
    expect((await ended)[0]).toBe(2);
    expect([namespaces(), lab('list').output]).toEqual([[], 'no lab is up\n']);
  });

  it('takes the place of a directory without a record, which it shows before', () => {
    mkdirSync(join(home, name), { recursive: true });
    expect(lab('list').output).toBe(`${name}  damaged\n`);
    expect(lab('exec', 'app', '--', 'true')).toEqual({
      code: 2,
      output: '',
      remarks: expect.stringContaining(`\`naisen lab down ${name}\``),
    });
    expect(lab('up', source).code).toBe(0);
  });

  it('is reached in a directory with a long name', () => {
    expect(lab('apply')).toEqual({ code: 0, output: expect.stringContaining('no route'), remarks: '' });
  });

  it('writes its record again when somebody damages it', async () => {
    const path = join(home, name, 'lab.json');
    writeFileSync(path, '{');
    await until(() => readFileSync(path, 'utf8').length > 2);
    expect(lab('list').output).toContain(`${name}  up`);
  });

  it('is told to be of another version when its plan has another shape', () => {
    const path = join(home, name, 'plan.json');
    const whole = readFileSync(path, 'utf8');
    const { vpcs: _vpcs, ...other } = JSON.parse(whole);
    writeFileSync(path, JSON.stringify(other));
    const said = expect.stringMatching(/another version of naisen\n`naisen lab down fault\d+` ends it/);
    expect(lab('exec', 'app', '--', 'true')).toMatchObject({ code: 2, remarks: said });
    expect(lab('logs')).toMatchObject({ code: 2, remarks: said });
    writeFileSync(path, whole);
  });

  it.runIf(mode === 'root')('builds again what somebody removed by hand', () => {
    spawnSync('ip', ['netns', 'delete', `nsn.${name}.app`]);
    const { code, remarks } = lab('probe');
    expect([code, remarks]).toEqual([2, expect.stringContaining('are gone\n`naisen lab apply` builds')]);
    expect(lab('apply').code).toBe(0);
    expect(lab('exec', 'app', '--', 'true').code).toBe(0);
  });

  it('says that there is nothing to show yet', () => {
    expect(lab('logs')).toMatchObject({
      code: 0,
      output: expect.stringMatching(/^version .*\n$/),
      remarks: expect.stringContaining('no records yet'),
    });
  });

  it.each([
    ['SIGKILL', 2, 'has ended', 'what it wrote stays readable, until `lab down`'],
    ['down', 0, 'was taken down', 'it took everything with it'],
  ] as const)('ends who follows its records: %s, %i, %s, %s', async (how, code, words, _because) => {
    lab('up', source);
    const child = spawn(process.execPath, [bundle, 'lab', 'logs', '--follow'], { env: environment });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
    });
    const ended = new Promise((done) => child.on('close', done));
    await new Promise((done) => child.stdout.once('data', done));
    if (how === 'down') lab('down');
    else process.kill(Number(serving()), how);
    expect([await ended, said]).toEqual([code, expect.stringContaining(words)]);
    if (how === 'down') return;
    expect(lab('logs')).toMatchObject({ code: 0, output: expect.stringContaining('version') });
    expect(lab('down').code).toBe(0);
  });

  it('ends by itself when its directory is removed', async () => {
    expect(lab('up', source).code).toBe(0);
    rmSync(join(home, name), { recursive: true, force: true });
    await until(() => serving() === '');
    expect([namespaces(), serving(), existsSync(join(home, name))]).toEqual([[], '', false]);
  });
});

describe.runIf(mode !== undefined)('a program of somebody else', () => {
  it('lives on in a user namespace whose number a lab had before', async () => {
    const labs = new LabDirectory(join(base, 'others'));
    const child = spawn('unshare', ['-Ur', 'sleep', '60']);
    const own = spawnSync('readlink', ['/proc/self/ns/user'], { encoding: 'utf8' }).stdout.trim();
    const space = (): string =>
      spawnSync('readlink', [`/proc/${child.pid}/ns/user`], { encoding: 'utf8' }).stdout.trim();
    await until(() => space() !== own);
    const record: LabRecord = {
      name: 'gone',
      source: base,
      options: { variables: [], config: undefined, upstream: undefined, withGaps: false },
      prefix: 'nsn.gone.',
      mode: 'rootless',
      // As after a restart of the machine: the process is gone, the number is another's.
      process: { pid: 4_194_303, startTime: '1', userNamespace: space() },
      state: 'up',
    };
    labs.claim(record);
    expect((await takeDown(labs, record)).programs).toBe(0);
    expect(child.exitCode).toBe(null);
    expect(child.signalCode).toBe(null);
    child.kill('SIGKILL');
  });
});

/** Root with few rights, as in a container. */
const few = ['setpriv', '--inh-caps=-all', '--bounding-set=-all,+net_admin,+sys_admin,+net_raw'];
const canBeFew =
  mode === 'root' && spawnSync('setpriv', [...few.slice(1), 'unshare', '-nm', 'true']).status === 0;

describe.runIf(canBeFew)('root without a capability that a lab needs', { timeout: 60_000 }, () => {
  it('is told which one the kernel asked for (LAB-71)', () => {
    const { code, remarks } = run(['up', source], few);
    expect([code, remarks]).toEqual([2, expect.stringContaining('EACCES')]);
    expect(remarks).toContain('CAP_NET_BIND_SERVICE');
    expect(remarks).not.toContain('NSN9001');
    expect(namespaces()).toEqual([]);
  });
});

/** A machine of its own: what is its root namespace has one way out, on which nothing may be seen. */
const machine = [
  'unshare',
  '-n',
  'sh',
  '-c',
  `ip link set lo up && ip link add name out type veth peer name far && \
   echo 1 > /proc/sys/net/ipv6/conf/out/disable_ipv6 && echo 1 > /proc/sys/net/ipv6/conf/far/disable_ipv6 && \
   ip addr add 192.0.2.1/24 dev out && ip link set out up && ip link set far up && \
   ip route add default via 192.0.2.2 && \
   look() { ip -o addr; ip route show table all; ip rule; nft list ruleset; } && \
   look > "$1/before"; shift_to=$1; shift; \
   for words in "up $1" "exec app -- sh -c 'getent hosts s3.amazonaws.com; ping -c1 -W1 8.8.8.8'" probe \
     "operate -- true" "explain app s3" apply down; do eval "$NAISEN_LAB $words"; done > "$shift_to/said" 2>&1; \
   look > "$shift_to/after"; sent() { awk '$1 == "out:" { print $11 }' /proc/net/dev; }; \
   sent; $NODE -e 'const s = require("dgram").createSocket("udp4"); s.send("x", 9, "192.0.2.2", () => s.close())'; \
   sent`,
  'sh',
];

describe.runIf(mode === 'root')('the machine’s own network', { timeout: 120_000 }, () => {
  it('carries no packet of a lab and is what it was (LAB-3)', () => {
    const [program = '', ...rest] = [...machine, base, source];
    const { stdout } = spawnSync(program, rest, {
      cwd: base,
      env: { ...environment, NODE: process.execPath, NAISEN_LAB: `${process.execPath} ${bundle} lab` },
      encoding: 'utf8',
      timeout: 100_000,
    });
    const text = (file: string): string => readFileSync(join(base, file), 'utf8');
    expect(text('said')).toMatch(/is up after[\s\S]*is down/);
    expect(text('after')).toBe(text('before'));
    // Nothing of the lab; then one datagram that shows that somebody counts.
    expect(stdout).toMatch(/^0\n[1-9]\d*\n$/);
  });
});
