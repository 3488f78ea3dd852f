import type { PolicyFacts } from '../../src/generators/change/endpoint-policy.ts';
import type { NetworkChange } from '../../src/model/change.ts';
import type { Network } from '../../src/model/network.ts';

/** One project, one change, and what its user must find in the patch. */
export interface ChangeCase {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly changes: (network: Network) => readonly NetworkChange[];
  /** Given = new endpoints get policies. */
  readonly policies?: PolicyFacts;
  /** Values given on the command line. */
  readonly given?: Readonly<Record<string, string>>;
  /** It calls modules of a registry: real Terraform would have to download them. */
  readonly isDownloaded?: true;
  /** Codes of what is told; none = the whole change was written. */
  readonly told?: readonly string[];
}
