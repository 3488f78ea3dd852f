/**
 * The files of one Terraform project, read by the caller. The engine does no I/O: this is its whole view of
 * the disk. Paths use `/` and are relative to the project directory; none may leave it.
 */
export interface ProjectFiles {
  /** Text of the file, or why it cannot be had. Called for `.tf`, `.tf.json`, variable files, `file()`. */
  readonly readText: (path: string) => FileText;
  /** Raw bytes for `filebase64`, `filemd5`… */
  readonly readBytes: (path: string) => Uint8Array | undefined;
  /** Names in a directory, sorted, directories with `/` at the end; `undefined` = no such directory. */
  readonly list: (path: string) => readonly string[] | undefined;
  /** Absolute path of the project directory: the value of `abspath(".")` and `path.cwd`. */
  readonly workingDirectory: string;
}

export type FileText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing' | 'outside-project' | 'not-utf8' | 'too-large' | 'not-a-file' };

/** TF-9: what the user gave besides the files. */
export interface ProjectInputs {
  /** `TF_VAR_name` → text, without the prefix. */
  readonly environment: ReadonlyMap<string, string>;
  /** `-var` and `-var-file` in the order of the command line. */
  readonly options: readonly VariableOption[];
  readonly workspace: string;
  /** Where AWS providers are that do not say their Region: Terraform would ask the environment (TF-10). */
  readonly region?: string;
  /** Arguments of module calls that are tried instead of those that are written. */
  readonly moduleArguments?: readonly ModuleArgument[];
}

/** `module.vpc.enable_nat_gateway = false`: text, read as that of `-var` is. */
export interface ModuleArgument {
  /** `module.vpc`; without its key, all instances of the call. */
  readonly module: string;
  readonly name: string;
  readonly value: string;
}

export type VariableOption =
  | { readonly kind: 'var'; readonly name: string; readonly value: string }
  | { readonly kind: 'var-file'; readonly path: string; readonly file: FileText };
