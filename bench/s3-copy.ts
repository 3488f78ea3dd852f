// `aws s3 cp` of 256 MiB to moto: directly by HTTPS and by plain HTTP, and through a lab, in turns; the best
// of each. Clients of AWS call by HTTPS, as in the lab, and send other bodies then: in chunks, a checksum
// after them.
// `npx tsx --conditions=naisen-source bench/s3-copy.ts [ROUNDS]`; needs a lab, the AWS CLI and moto_server.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const rounds = Number(process.argv[2] ?? 4);
const bytes = 256 * 1024 * 1024;
const root = fileURLToPath(new URL('../', import.meta.url));
const naisen = join(root, 'packages/cli/bin/naisen.js');
const directory = mkdtempSync(join(tmpdir(), 'naisen-copy-'));
const environment = {
  ...process.env,
  PYTHONWARNINGS: 'ignore',
  NAISEN_LAB_HOME: join(directory, 'labs'),
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_DEFAULT_REGION: 'us-west-1',
};

/** A host with a public address and a role that may do everything in S3. */
const network = `
provider "aws" {
  region = "us-west-1"
}
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}
resource "aws_subnet" "main" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.0.0/24"
  availability_zone       = "us-west-1a"
  map_public_ip_on_launch = true
}
resource "aws_default_route_table" "main" {
  default_route_table_id = aws_vpc.main.default_route_table_id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}
resource "aws_iam_role" "client" {
  name = "client"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ec2.amazonaws.com" }
    }]
  })
}
resource "aws_iam_role_policy" "s3" {
  role = aws_iam_role.client.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }]
  })
}
resource "aws_iam_instance_profile" "client" {
  role = aws_iam_role.client.name
}
resource "aws_instance" "client" {
  ami                  = "ami-0123456789abcdef0"
  instance_type        = "t3.micro"
  subnet_id            = aws_subnet.main.id
  iam_instance_profile = aws_iam_instance_profile.client.name
}
`;

function run(program: string, ...words: readonly string[]): void {
  const { status, stderr } = spawnSync(program, words, {
    env: environment,
    cwd: directory,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${program} ${words.join(' ')} ended with ${status}: ${stderr}`);
}

function secondsOf(program: string, ...words: readonly string[]): number {
  const start = process.hrtime.bigint();
  run(program, ...words);
  return Number(process.hrtime.bigint() - start) / 1e9;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function answers(port: number): Promise<boolean> {
  for (let tries = 0; tries < 100; tries++, await wait(100)) {
    const socket = connect(port, '127.0.0.1');
    const isThere = await new Promise<boolean>((done) => {
      socket.once('connect', () => done(true)).once('error', () => done(false));
    });
    socket.destroy();
    if (isThere) return true;
  }
  return false;
}

const lacking = ['aws', 'moto_server'].filter(
  (program) => spawnSync(program, ['--version'], { encoding: 'utf8' }).error !== undefined,
);
if (lacking.length > 0) {
  console.log(`aws s3 cp: skipped, ${lacking.join(' and ')} not installed`);
  process.exit(0);
}
const plain = { port: await freePort(), scheme: 'http', words: [] } as const;
const secure = { port: await freePort(), scheme: 'https', words: ['--ssl'] } as const;
const upstreams = [plain, secure].map(({ port, words }) =>
  spawn('moto_server', ['-p', String(port), ...words], { stdio: 'ignore' }),
);
const urlOf = ({ scheme, port }: typeof plain | typeof secure): string => `${scheme}://127.0.0.1:${port}`;
const directly = (way: typeof plain | typeof secure): readonly string[] => [
  '--no-verify-ssl',
  '--endpoint-url',
  urlOf(way),
];
try {
  for (const way of [plain, secure])
    if (!(await answers(way.port))) throw new Error(`moto_server does not answer at ${urlOf(way)}`);
  writeFileSync(join(directory, 'main.tf'), network);
  writeFileSync(join(directory, 'big'), Buffer.alloc(bytes, 'naisen'));
  run(process.execPath, naisen, 'lab', 'up', directory, '--name', 'copy', '--upstream', urlOf(plain));
  for (const way of [plain, secure]) run('aws', ...directly(way), 's3', 'mb', 's3://naisen-bench');
  const times = { http: [] as number[], https: [] as number[], lab: [] as number[] };
  const copy = ['s3', 'cp', '--quiet', 'big', 's3://naisen-bench/big'];
  for (let round = 0; round < rounds; round++) {
    times.http.push(secondsOf('aws', ...directly(plain), ...copy));
    times.https.push(secondsOf('aws', ...directly(secure), ...copy));
    times.lab.push(secondsOf(process.execPath, naisen, 'lab', 'exec', 'client', '--', 'aws', ...copy));
  }
  const [http, https, lab] = [times.http, times.https, times.lab].map((each) => Math.min(...each)) as [
    number,
    number,
    number,
  ];
  const ratio = (base: number): string => (lab / base).toFixed(2);
  console.log(
    `aws s3 cp of 256 MiB: ${lab.toFixed(1)} s through the lab, ${https.toFixed(1)} s directly by HTTPS (ratio ${ratio(https)}), ${http.toFixed(1)} s by plain HTTP (ratio ${ratio(http)})`,
  );
} finally {
  spawnSync(process.execPath, [naisen, 'lab', 'down', '--all'], { env: environment });
  for (const upstream of upstreams) upstream.kill();
  rmSync(directory, { recursive: true, force: true });
}
