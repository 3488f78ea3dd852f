import { spawn } from 'node:child_process';

export interface ProgramRun {
  /** `undefined` = it could not be started. */
  readonly code: number | undefined;
  readonly output: string;
  readonly complaint: string;
}

/** Runs one program to its end; what went wrong is in the answer, never thrown. */
export function runProgram(words: readonly string[], input = ''): Promise<ProgramRun> {
  const [program = '', ...rest] = words;
  const child = spawn(program, rest, { stdio: ['pipe', 'pipe', 'pipe'] });
  let output = '';
  let complaint = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  // A program that ends without reading breaks the pipe: its exit code says more.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return new Promise((done) => {
    child.on('error', (error) => done({ code: undefined, output, complaint: error.message }));
    child.on('close', (code) => done({ code: code ?? 128, output, complaint }));
  });
}

/** The kernel, or a program that speaks for it, refused: the environment's fault, not the plan's user's. */
export class KernelRefused extends Error {
  readonly words: readonly string[];

  constructor(words: readonly string[], { code, complaint }: ProgramRun) {
    super(
      `${words.join(' ')}: ${complaint.trim().split('\n').slice(0, 3).join('; ') || `exit code ${code}`}`,
    );
    this.words = words;
  }
}

export async function mustRun(words: readonly string[], input = ''): Promise<string> {
  const run = await runProgram(words, input);
  if (run.code !== 0) throw new KernelRefused(words, run);
  return run.output;
}

/** A few at a time: more processes than that only wait for each other. */
export async function eachOf<Item>(
  items: readonly Item[],
  act: (item: Item) => Promise<unknown>,
  atOnce = 4,
): Promise<void> {
  const queue = [...items];
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await act(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, queue.length) }, worker));
}
