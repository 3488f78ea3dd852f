import type { SourceRange } from '../../../base/source-range.ts';

/** Byte-free range: UTF-16 offsets into the file's text, `end` exclusive. `locate` turns it into lines. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One `.tf` or `.tf.json` file as far as it could be understood. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  /** `native` or `json` syntax; JSON strings are templates that were parsed already. */
  readonly syntax: 'native' | 'json';
  readonly body: Body;
  readonly comments: readonly Span[];
}

/** Order of arguments and blocks is the source's. */
export interface Body {
  readonly attributes: readonly Attribute[];
  readonly blocks: readonly Block[];
  readonly span: Span;
}

/** `name = expression` */
export interface Attribute {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: Expression;
  readonly span: Span;
}

/**
 * `type "label" { … }`. In JSON syntax the reader cannot tell a block from an attribute without a schema:
 * nested objects are then attributes, and the evaluator reads them as blocks where the schema wants blocks.
 */
export interface Block {
  readonly type: string;
  readonly typeSpan: Span;
  readonly labels: readonly { readonly text: string; readonly span: Span }[];
  readonly body: Body;
  readonly span: Span;
  /** `type "label"` without the body: what a diagnostic underlines. */
  readonly headerSpan: Span;
}

/** `kind` names follow the specification's words. */
export type Expression =
  | { readonly kind: 'null'; readonly span: Span }
  | { readonly kind: 'bool'; readonly value: boolean; readonly span: Span }
  /** HCL-4: the number's own text. */
  | { readonly kind: 'number'; readonly text: string; readonly span: Span }
  /** A quoted string or heredoc without interpolation: unescaped text. */
  | { readonly kind: 'string'; readonly value: string; readonly span: Span }
  /** A quoted string or heredoc with sequences. `wrap`: exactly one `${…}` and nothing else. */
  | {
      readonly kind: 'template';
      readonly parts: readonly TemplatePart[];
      readonly wrap: boolean;
      readonly span: Span;
    }
  | { readonly kind: 'tuple'; readonly elements: readonly Expression[]; readonly span: Span }
  | { readonly kind: 'object'; readonly items: readonly ObjectItem[]; readonly span: Span }
  /** The first name of a traversal: `var`, `local`, `aws_vpc`, a for-variable. */
  | { readonly kind: 'variable'; readonly name: string; readonly span: Span }
  /** `of.name`; legacy `of.0` is an `index` with a number. */
  | { readonly kind: 'attribute'; readonly of: Expression; readonly name: string; readonly span: Span }
  | { readonly kind: 'index'; readonly of: Expression; readonly index: Expression; readonly span: Span }
  /**
   * `of[*].a[0]` (full) or `of.*.a` (attribute-only). `each` is applied to every element, in order:
   * names and index expressions; an attribute-only splat's `each` holds names only, what follows wraps it.
   */
  | {
      readonly kind: 'splat';
      readonly of: Expression;
      readonly style: 'full' | 'attribute-only';
      readonly each: readonly SplatStep[];
      readonly span: Span;
    }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly nameSpan: Span;
      readonly args: readonly Expression[];
      readonly expandFinal: boolean;
      readonly span: Span;
    }
  | {
      readonly kind: 'unary';
      readonly operator: '-' | '!';
      readonly operand: Expression;
      readonly span: Span;
    }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
      readonly span: Span;
    }
  | {
      readonly kind: 'conditional';
      readonly condition: Expression;
      readonly whenTrue: Expression;
      readonly whenFalse: Expression;
      readonly span: Span;
    }
  | {
      readonly kind: 'for';
      readonly result: 'tuple' | 'object';
      readonly keyName: string | undefined;
      readonly valueName: string;
      readonly collection: Expression;
      readonly key: Expression | undefined;
      readonly value: Expression;
      readonly grouping: boolean;
      readonly condition: Expression | undefined;
      readonly span: Span;
    }
  | { readonly kind: 'parentheses'; readonly inner: Expression; readonly span: Span }
  /** Something that could not be parsed; its diagnostic has been given. Evaluates to an unknown. */
  | { readonly kind: 'invalid'; readonly span: Span };

export type SplatStep =
  | { readonly kind: 'attribute'; readonly name: string; readonly span: Span }
  | { readonly kind: 'index'; readonly index: Expression; readonly span: Span }
  /** A splat inside a splat (`a[*].b[*].c`): applied to each element's own list. */
  | {
      readonly kind: 'splat';
      readonly style: 'full' | 'attribute-only';
      readonly each: readonly SplatStep[];
      readonly span: Span;
    };

export type BinaryOperator =
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '=='
  | '!='
  | '<'
  | '>'
  | '<='
  | '>='
  | '&&'
  | '||';

export interface ObjectItem {
  /** A bare name is a `string`; `(expr)` is `parentheses`; anything else is evaluated. */
  readonly key: Expression;
  readonly value: Expression;
}

export type TemplatePart =
  /** Unescaped; strip markers and heredoc dedent are applied already. */
  | { readonly kind: 'literal'; readonly text: string; readonly span: Span }
  | { readonly kind: 'interpolation'; readonly value: Expression; readonly span: Span }
  | {
      readonly kind: 'if';
      readonly condition: Expression;
      readonly then: readonly TemplatePart[];
      readonly else: readonly TemplatePart[];
      readonly span: Span;
    }
  | {
      readonly kind: 'for';
      readonly keyName: string | undefined;
      readonly valueName: string;
      readonly collection: Expression;
      readonly body: readonly TemplatePart[];
      readonly span: Span;
    };

/** Lines and columns of a span; made on demand because most spans are never shown. */
export type Locate = (span: Span) => SourceRange;
