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
import { modeOfMachine } from '@naisen/lab';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleProgram, type Ran, ranProgram, root } from './lab-program.ts';

const bundle = await bundleProgram('lab-test');
const program = [bundle, 'lab'];
const mode = await modeOfMachine();
if (mode === undefined)
  process.stderr.write('lab: skipped, because it needs Linux, ip, nft and root or user namespaces\n');

const home = mkdtempSync(join(tmpdir(), 'naisen-lab-'));
const environment = { ...process.env, NAISEN_LAB_HOME: join(home, 'labs'), NO_COLOR: '1', LANG: 'C' };

function lab(...words: readonly string[]): Ran {
  return ranProgram([process.execPath, ...program, ...words], root, environment);
}

function start(...words: readonly string[]): { readonly child: ChildProcess; readonly ended: Promise<Ran> } {
  const child = spawn(process.execPath, [...program, ...words], { cwd: root, env: environment });
  let [output, remarks] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    remarks += text;
  });
  return {
    child,
    ended: new Promise((done) => child.on('close', (code) => done({ code, output, remarks }))),
  };
}

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 100 && !isSo(); tries++) await new Promise((done) => setTimeout(done, 100));
}

function namespaces(prefix: string): readonly string[] {
  try {
    return readdirSync('/run/netns').filter((name) => name.startsWith(prefix));
  } catch {
    return [];
  }
}

/** Two hosts that may talk and one that may not; nothing unknown. */
const network = `
provider "aws" {
  region = "ap-northeast-1"
}
resource "aws_vpc" "main" {
  cidr_block           = "10.9.0.0/16"
  enable_dns_hostnames = true
}
resource "aws_subnet" "main" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.9.1.0/24"
  availability_zone = "ap-northeast-1a"
}
resource "aws_security_group" "web" {
  vpc_id = aws_vpc.main.id
  ingress {
    protocol    = "tcp"
    from_port   = 80
    to_port     = 80
    cidr_blocks = ["10.9.0.0/16"]
  }
}
resource "aws_security_group" "client" {
  vpc_id = aws_vpc.main.id
  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_vpc_endpoint" "logs" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.ap-northeast-1.logs"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = [aws_subnet.main.id]
  security_group_ids  = [aws_security_group.web.id]
  private_dns_enabled = true
}
resource "aws_instance" "web" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.main.id
  vpc_security_group_ids = [aws_security_group.web.id]
  private_ip             = "10.9.1.20"
}
resource "aws_instance" "client" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.main.id
  vpc_security_group_ids = [aws_security_group.client.id]
  private_ip             = "10.9.1.10"
}
`;
/** Of this run alone: names of namespaces are the machine's. */
const name = `pair${process.pid}`;
const twin = `twin${process.pid}`;
const source = join(home, name);
const file = join(source, 'main.tf');

afterAll(() => {
  rmSync(home, { recursive: true, force: true });
});

describe('the lab on any machine', () => {
  it('tells in Japanese, too, what a machine offers', () => {
    const { output } = lab('doctor', '--lang', 'ja');
    expect(output).toContain('Linux');
    expect(output).toMatch(/ラボは/);
  });

  it('takes the Region and the workspace that the machine would give Terraform', () => {
    const source = mkdtempSync(join(tmpdir(), 'naisen-region-'));
    const network = `
resource "aws_vpc" "main" {
  cidr_block = terraform.workspace == "blue" ? "10.7.0.0/16" : "10.8.0.0/16"
}
resource "aws_subnet" "main" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 8, 1)
  availability_zone = "eu-west-1a"
}
`;
    writeFileSync(join(source, 'main.tf'), network);
    const options = ['--region', 'eu-west-1', '--workspace', 'blue', '--format', 'json'];
    const printed = lab('print', source, ...options);
    rmSync(source, { recursive: true });
    const { vpcs }: { readonly vpcs: readonly unknown[] } = JSON.parse(printed.output);
    expect(vpcs).toMatchObject([{ region: 'eu-west-1', ipv4Cidrs: ['10.7.0.0/16'] }]);
  });

  it('prints what it would build, the same each time', () => {
    const printed = lab('print', 'examples/shop');
    expect(printed.code).toBe(0);
    expect(printed.output).toContain('comment "aws_security_group.shop egress tcp 443 0.0.0.0/0"');
    expect(lab('print', 'examples/shop').output).toBe(printed.output);
  });

  it('says what to do where no lab is up', () => {
    const { code, remarks } = lab('exec', 'app', '--', 'true');
    expect([code, remarks]).toEqual([2, 'error: no lab is up\n`naisen lab up DIR` brings one up\n']);
  });
});

describe.runIf(mode !== undefined)('a lab that is up', { timeout: 120_000 }, () => {
  afterAll(() => {
    lab('down', '--all');
  });

  it('is not brought up where it could not be as in AWS', () => {
    const { code, remarks } = lab('up', 'examples/shop');
    expect(code).toBe(2);
    expect(remarks).toContain('error[NSN8102]');
    expect(namespaces('nsn.shop.')).toEqual([]);
  });

  // A bring-up was seen to stand still once, beside other tests: then it is cleared and tried again.
  it('comes up once of two at the same time, and the other one is told', { retry: 2 }, async () => {
    lab('down', name);
    spawnSync('mkdir', ['-p', source]);
    writeFileSync(file, network);
    const ups = [start('up', source), start('up', source)];
    const patience = setTimeout(() => {
      for (const { child } of ups) child.kill('SIGTERM');
    }, 25_000);
    const both = await Promise.all(ups.map(({ ended }) => ended));
    clearTimeout(patience);
    expect(both.map(({ code }) => code).sort()).toEqual([0, 2]);
    const second = both.find(({ code }) => code === 2);
    expect(second?.remarks).toMatch(/lab `pair\d+` is (being brought up by another process|already up)/);
    expect(both.find(({ code }) => code === 0)?.output).toContain('hosts: client  web');
  });

  it('runs programs with an empty environment, the host’s name and the VPC’s resolver', () => {
    const { code, output } = lab(
      'exec',
      'client',
      '--',
      'sh',
      '-c',
      'hostname; cat /etc/resolv.conf; env; exit 7',
    );
    expect(code).toBe(7);
    expect(output).toContain('ip-10-9-1-10\nnameserver 10.9.0.2\n');
    expect(output).toContain('AWS_REGION=ap-northeast-1');
    expect(output).not.toContain('NAISEN_LAB_HOME');
  });

  it('says what a program lacks: itself, or a role to sign as', () => {
    const absent = lab('exec', 'client', '--', 'no-such-program');
    expect([absent.code, absent.remarks]).toEqual([
      2,
      'error: `no-such-program` is not installed\n' +
        'hosts of a lab run the programs of this machine: install it here, or give its path\n',
    ]);
    const signs = lab('exec', 'client', '--', 'node', '-e', 'process.exit(3)');
    expect(signs.code).toBe(3);
    expect(signs.remarks).toMatch(/^`client` has no role, so its programs have no credentials/);
    expect(lab('exec', 'client', '--', 'node', '-e', '0').remarks).toBe('');
    expect(lab('exec', 'client', '--', 'false').remarks).toBe('');
  });

  it('lets through and drops what the proof says', () => {
    const { code, output } = lab('probe');
    expect(output).toMatch(/client\s+logs\s+no answer 10\.9\.1\.\d+\s+blocked\s+agree/);
    expect(output).toContain('packets and proof agree');
    expect(code).toBe(0);
    const schema = JSON.parse(readFileSync(join(root, 'schemas/lab-probe-1.json'), 'utf8'));
    const holds = new Ajv2020().compile(schema);
    const answer = JSON.parse(lab('probe', '--format', 'json').output);
    expect([holds(answer), holds.errors, answer.cells.length > 0]).toEqual([true, null, true]);
  });

  it('names the rule that dropped a packet', () => {
    const { output } = lab('explain', 'client', 'logs');
    expect(output).toContain('dropped by: aws_security_group.web: no ingress rule matches');
    expect(output).toContain('aws_security_group.web');
  });

  it.each([
    [
      'web',
      443,
      'dropped by: aws_security_group.web: no ingress rule matches',
      'HTTPS unless a port is given',
    ],
    ['web:80', 80, 'it arrived and was answered', 'the port that its group opens'],
  ])('takes another host for a target: %s', (target, port, said, _because) => {
    const { code, output } = lab('explain', 'client', target);
    expect([code, output]).toEqual([0, expect.stringContaining(`client connects to 10.9.1.20 port ${port}`)]);
    expect(output).toContain(said);
  });

  it('becomes what the directory says, and only where that changed', () => {
    writeFileSync(
      file,
      network.replace(/from_port {3}= 80\n {4}to_port {5}= 80/, 'from_port = 443\nto_port = 443'),
    );
    const { code, output } = lab('apply');
    expect([code, output]).toEqual([0, expect.stringMatching(/^\d+ changes in router\.1\n$/)]);
    expect(lab('apply').output).toMatch(/^no route or filter to change/);
    expect(lab('probe').output).toMatch(/client\s+logs\s+arrives 10\.9\.1\.\d+\s+reachable\s+agree/);
  });

  it('stays as it is while the source has a mistake', () => {
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, `${text.replace('10.9.0.0/16"]', '10.9.9.0/24"]')}\nresource "aws_vpc" {\n`);
    const { code, output, remarks } = lab('apply');
    expect([code, output]).toEqual([2, '']);
    expect(remarks).toContain('error[NSN1005]: a block begins here and does not end');
    writeFileSync(file, text);
    expect(lab('apply').output).toMatch(/^no route or filter to change/);
  });

  it('follows what is saved, mistakes included, until it is told to end', async () => {
    const text = readFileSync(file, 'utf8');
    const { child, ended } = start('apply', '--watch');
    const said = (what: string): Promise<void> =>
      new Promise((done) => {
        const look = (chunk: string): void => {
          if (!chunk.includes(what)) return;
          child.stdout?.off('data', look);
          child.stderr?.off('data', look);
          done();
        };
        child.stdout?.on('data', look);
        child.stderr?.on('data', look);
      });
    await said('watching ');
    writeFileSync(file, `${text}\nresource "aws_vpc" {\n`);
    await said('error[NSN1005]');
    writeFileSync(file, text.replace(/from_port = 443\nto_port = 443/, 'from_port = 8443\nto_port = 8443'));
    await said('changes in router.1');
    expect(lab('probe').output).toMatch(/client\s+logs\s+no answer 10\.9\.1\.\d+\s+blocked\s+agree/);
    writeFileSync(file, text);
    await said('changes in router.1');
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);
  });

  it('gives a host’s packets to whoever reads pcap', async ({ skip }) => {
    if (spawnSync('tcpdump', ['--version']).status !== 0) skip('tcpdump is not installed');
    if (mode !== 'root' && spawnSync('perl', ['-v']).status !== 0) skip('perl is not installed');
    const pcap = join(home, 'client.pcap');
    const words = `"$@" > ${pcap}`;
    const capture = spawn('sh', ['-c', words, 'sh', process.execPath, ...program, 'capture', 'client'], {
      cwd: root,
      env: environment,
      detached: true,
    });
    await until(() => existsSync(pcap) && readFileSync(pcap).length >= 24);
    lab('explain', 'client', 'logs');
    await until(() => readFileSync(pcap).length > 24);
    if (capture.pid !== undefined) process.kill(-capture.pid, 'SIGTERM');
    const read = spawnSync('tcpdump', ['-nr', pcap], { encoding: 'utf8' });
    expect(read.stdout).toMatch(/IP 10\.9\.1\.10\.\d+ > 10\.9\.1\.\d+\.443: Flags \[S\]/);
  });

  it('stands beside another one with the same addresses', () => {
    expect(lab('up', source, '--name', twin).code).toBe(0);
    expect(lab('list').output).toMatch(/pair\d+ {2}up[\s\S]*twin\d+ {2}up/);
    expect(lab('exec', 'client', '--', 'true').remarks).toContain(`several labs are up: ${name}, ${twin}`);
    expect(lab('down', twin).code).toBe(0);
    expect(namespaces(`nsn.${twin}.`)).toEqual([]);
  });

  it('does not take somebody else’s lab of its name for its own', () => {
    const elsewhere = { ...environment, NAISEN_LAB_HOME: join(home, 'others') };
    const run = (...words: readonly string[]): Ran =>
      ranProgram([process.execPath, ...program, ...words], root, elsewhere);
    const before = namespaces(`nsn.${name}.`);
    if (before.length === 0) return;
    const { code, remarks } = run('up', source);
    expect([code, remarks]).toEqual([2, expect.stringContaining('but there is no record of it')]);
    expect(namespaces(`nsn.${name}.`)).toEqual(before);
  });

  it('leaves nothing when its process and a host’s program are killed', async () => {
    const script = 'echo ready; exec sleep 600';
    const { child } = start('exec', 'client', '--', 'sh', '-c', script);
    await new Promise((done) => child.stdout?.once('data', done));
    // Its program lives on: what is inside a lab is found by the lab.
    child.kill('SIGKILL');
    const record = JSON.parse(readFileSync(join(home, `labs/${name}/lab.json`), 'utf8'));
    process.kill(record.process.pid, 'SIGKILL');
    await new Promise((done) => setTimeout(done, 200));
    expect(lab('list').output).toContain(`${name}  left behind`);
    expect(lab('exec', 'client', '--', 'true').remarks).toContain(`\`naisen lab down ${name}\` clears away`);
    const down = lab('down', name);
    expect(down.output).toMatch(/lab `pair\d+` is down: \d+ namespaces removed, [1-9]\d* programs? ended/);
    expect(namespaces(`nsn.${name}.`)).toEqual([]);
    expect(lab('list').output).toBe('no lab is up\n');
  });
});

/** Somebody without any right, played by root; `undefined` = cannot be played here. */
const nobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
const canBeNobody =
  mode === 'root' &&
  spawnSync('setpriv', [...nobody.slice(1), 'unshare', '-Urn', process.execPath, bundle, '--version'])
    .status === 0;
if (!canBeNobody)
  process.stderr.write('lab without root: skipped, because nobody cannot make namespaces here\n');

describe.runIf(canBeNobody)('a lab without root', { timeout: 120_000 }, () => {
  const own = mkdtempSync(join(tmpdir(), 'naisen-nobody-'));
  const without = (...words: readonly string[]): Ran => {
    const env = { ...environment, HOME: own, NAISEN_LAB_HOME: join(own, 'labs') };
    return ranProgram([...nobody, process.execPath, bundle, 'lab', ...words], own, env);
  };
  const lone = `lone${process.pid}`;

  beforeAll(() => {
    mkdirSync(join(own, lone));
    writeFileSync(join(own, lone, 'main.tf'), network);
    spawnSync('chown', ['-R', '65534:65534', own]);
  });

  afterAll(() => {
    without('down', '--all');
    rmSync(own, { recursive: true, force: true });
  });

  it('comes up, and root has none of its namespaces', () => {
    const { code, remarks } = without('up', lone);
    expect([code, remarks]).toEqual([0, expect.stringContaining('namespaces')]);
    expect(namespaces(`nsn.${lone}.`)).toEqual([]);
  });

  it('runs programs where the user stands, at the host’s address', () => {
    const { output } = without('exec', 'client', '--', 'sh', '-c', 'pwd; hostname; echo kept > kept.txt');
    expect(output).toBe(`${own}\nip-10-9-1-10\n`);
    expect(readFileSync(join(own, 'kept.txt'), 'utf8')).toBe('kept\n');
  });

  it('lets through and drops what the proof says', () => {
    expect(without('probe').output).toContain('packets and proof agree');
    expect(without('explain', 'client', 'logs').output).toContain('no ingress rule matches');
  });

  it('leaves nothing', () => {
    expect(without('down', lone).code).toBe(0);
    expect(without('list').output).toBe('no lab is up\n');
    const programs = spawnSync('pgrep', ['-u', '65534', '-f', lone], { encoding: 'utf8' });
    expect(programs.stdout).toBe('');
  });
});
