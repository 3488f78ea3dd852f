import type { Reference, Unknown } from '../../../base/known.ts';

/**
 * A Terraform number: an exact integer or a decimal. Owned by `number.ts`; nothing else looks inside.
 * Terraform computes with 512-bit floats; integers and decimals of ours are exact.
 */
export interface TerraformNumber {
  /** The value is `digits` × 10^-`scale`; `scale` ≥ 0 and minimal. */
  readonly digits: bigint;
  readonly scale: number;
  /** Bits of the float that Terraform holds, when not 512: results of `pow` and `log` have 53. */
  readonly precision?: number;
}

/** The type system of cty. `dynamic` = not known yet. */
export type Type =
  | { readonly kind: 'dynamic' | 'bool' | 'number' | 'string' }
  | { readonly kind: 'list' | 'set' | 'map'; readonly element: Type }
  | { readonly kind: 'tuple'; readonly elements: readonly Type[] }
  | {
      readonly kind: 'object';
      readonly attributes: ReadonlyMap<string, Type>;
      /** Names that may be left out (`optional(…)`). */
      readonly optional?: ReadonlySet<string>;
    };

interface Marked {
  /** `sensitive`: used for the proof, never printed. */
  readonly sensitive?: true;
}

export type Value =
  | (Marked & { readonly kind: 'null'; readonly type: Type })
  | (Marked & { readonly kind: 'bool'; readonly value: boolean })
  | (Marked & { readonly kind: 'number'; readonly value: TerraformNumber })
  | (Marked & { readonly kind: 'string'; readonly value: string })
  | (Marked & { readonly kind: 'list'; readonly element: Type; readonly items: readonly Value[] })
  /** `items` are distinct and in Terraform's order of sets; an unknown element makes the count uncertain. */
  | (Marked & { readonly kind: 'set'; readonly element: Type; readonly items: readonly Value[] })
  | (Marked & { readonly kind: 'tuple'; readonly items: readonly Value[] })
  /** Keys in Terraform's order (by bytes of UTF-8). */
  | (Marked & { readonly kind: 'map'; readonly element: Type; readonly entries: ReadonlyMap<string, Value> })
  | (Marked & { readonly kind: 'object'; readonly entries: ReadonlyMap<string, Value> })
  | (Marked & UnknownValue);

/** TF-1: typed, with what it stands for; never becomes a string that could leak into a name or a CIDR. */
export interface UnknownValue {
  readonly kind: 'unknown';
  readonly type: Type;
  readonly unknown: Unknown;
  /** Refinements that Terraform also keeps: certainly not null, a known beginning of a string. */
  readonly notNull?: true;
  readonly prefix?: string;
  /** Of an unknown string: it is not the empty one. Terraform does not keep this. */
  readonly filled?: true;
  /** The number of elements, when it is certain although the elements are not. */
  readonly length?: number;
  /**
   * Of an unknown list or set: each of these is an element and every element is one of these; only their
   * order and repetition are open (`distinct([aws_subnet.a.id, aws_subnet.b.id])`). Terraform does not keep
   * this; links need it.
   */
  readonly elements?: readonly Value[];
  /** Of an unknown number: it is not smaller, as the length of a list of which some elements are certain. */
  readonly atLeast?: number;
}

export type KnownValue = Exclude<Value, UnknownValue>;

export type { Reference, Unknown };
