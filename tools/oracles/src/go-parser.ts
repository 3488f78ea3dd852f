import { parse } from '@cdktn/hcl2json';

/** What the Go parser (hcl 2.23, as WebAssembly) made of a text. */
export type GoReading =
  | { readonly kind: 'accepted'; readonly value: Readonly<Record<string, unknown>> }
  | { readonly kind: 'rejected'; readonly message: string }
  /** It parsed, but hcl2json could not turn the tree into JSON (an argument and a block of one name). */
  | { readonly kind: 'not-converted'; readonly message: string };

/** Reads native syntax with the parser that Terraform itself uses. */
export async function readWithGo(path: string, text: string): Promise<GoReading> {
  try {
    return { kind: 'accepted', value: await parse(path, text) };
  } catch (problem) {
    const message = problem instanceof Error ? problem.message : String(problem);
    return { kind: message.startsWith('parse config:') ? 'rejected' : 'not-converted', message };
  }
}
