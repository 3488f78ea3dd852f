import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** What is written of a lab while it is up, in its own directory with mode 0700. */
export interface LabRecord {
  readonly name: string;
  /** The Terraform directory, absolute. */
  readonly source: string;
  readonly options: LabSettings;
  readonly prefix: string;
  /** `rootless` = everything lives in a user namespace of the lab's process (LAB-70). */
  readonly mode: 'root' | 'rootless';
  /** The process that serves the lab, or the one that brings it up. */
  readonly process: ProcessName;
  readonly state: 'starting' | 'up';
}

/** What `lab up` was told besides the directory. */
export interface LabSettings {
  readonly variables: readonly (
    | { readonly kind: 'var'; readonly text: string }
    | { readonly kind: 'var-file'; readonly path: string }
  )[];
  readonly config: string | undefined;
  /** Of providers that do not say theirs. */
  readonly region?: string | undefined;
  /** Terraform's. */
  readonly workspace?: string | undefined;
  /** `http://127.0.0.1:5000`; `undefined` = the embedded one. */
  readonly upstream: string | undefined;
  readonly withGaps: boolean;
}

/** A number alone may be somebody else's by now: the kernel's start time makes it certain. */
export interface ProcessName {
  readonly pid: number;
  /** In clock ticks since boot, of `/proc/PID/stat`. */
  readonly startTime: string;
  /** `user:[4026531837]`: by it, programs of a rootless lab are found. */
  readonly userNamespace: string;
}

/** @returns `undefined` = no such process */
export function startTimeOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The program's name is in brackets and may hold spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

export function isAlive({ pid, startTime }: ProcessName): boolean {
  return startTimeOf(pid) === startTime;
}

/** Where labs are kept; never below `/run`, which a rootless lab covers. */
export function labsDirectory(environment: Readonly<Record<string, string | undefined>>): string {
  const state = environment.XDG_STATE_HOME || join(environment.HOME || homedir(), '.local/state');
  return environment.NAISEN_LAB_HOME || join(state, 'naisen/labs');
}

export const labNamePattern: RegExp = /^[a-z0-9][a-z0-9-]{0,30}$/;

/** `nsn.shop.`: the dot keeps `shop` apart from `shop-2`. */
export function prefixOf(name: string): string {
  return `nsn.${name}.`;
}

/** The labs of one user. */
export class LabDirectory {
  readonly root: string;

  constructor(root: string) {
    this.root = root;
  }

  pathOf(name: string, ...rest: readonly string[]): string {
    return join(this.root, name, ...rest);
  }

  /**
   * Takes the name; @returns whether nobody had it: of two at once, one gets it.
   *
   * The directory gets its name with the record in it: one without a record is damage, never a beginning.
   */
  claim(record: LabRecord): boolean {
    mkdirSync(this.root, { recursive: true, mode: 0o700 });
    const made = mkdtempSync(join(this.root, '.claim-'));
    try {
      writeRecord(made, record);
      renameSync(made, this.pathOf(record.name));
      return true;
    } catch (error) {
      rmSync(made, { recursive: true, force: true });
      if (error instanceof Error && 'code' in error && isTaken(String(error.code))) return false;
      throw error;
    }
  }

  /** Whether there is anything of the name, readable or not. */
  has(name: string): boolean {
    return existsSync(this.pathOf(name));
  }

  write(record: LabRecord): void {
    writeRecord(this.pathOf(record.name), record);
  }

  /** @returns `undefined` = no such lab, or nothing readable of it */
  read(name: string): LabRecord | undefined {
    try {
      const read: unknown = JSON.parse(readFileSync(this.pathOf(name, 'lab.json'), 'utf8'));
      return isRecord(read) ? read : undefined;
    } catch {
      return undefined;
    }
  }

  names(): readonly string[] {
    try {
      return readdirSync(this.root, { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && labNamePattern.test(entry.name))
        .map(({ name }) => name)
        .sort();
    } catch {
      return [];
    }
  }

  /** Logs and the CA go, too. */
  remove(name: string): void {
    rmSync(this.pathOf(name), { recursive: true, force: true });
  }
}

/** Somebody's files are there already. */
function isTaken(code: string): boolean {
  return code === 'ENOTEMPTY' || code === 'EEXIST' || code === 'ENOTDIR';
}

function writeRecord(directory: string, record: LabRecord): void {
  writeWhole(join(directory, 'lab.json'), `${JSON.stringify(record, undefined, 2)}\n`);
}

/**
 * Others read the file at any moment: they find what was there or what is new, never half of it.
 *
 * Two processes write a lab's record while it begins, so each has a file of its own to begin with.
 */
export function writeWhole(path: string, text: string): void {
  const begun = `${path}.${process.pid}.new`;
  try {
    writeFileSync(begun, text, { mode: 0o600 });
    renameSync(begun, path);
  } catch (error) {
    rmSync(begun, { force: true });
    throw withPath(error, path);
  }
}

/** What a full disk says of a write that had begun names no file. */
function withPath(error: unknown, path: string): unknown {
  const isNamed = !(error instanceof Error) || error.message.includes(path);
  return isNamed ? error : Object.assign(error, { message: `${error.message} '${path}'` });
}

function isRecord(value: unknown): value is LabRecord {
  return (
    typeof value === 'object' && value !== null && 'name' in value && 'prefix' in value && 'process' in value
  );
}
