/** A text in every language of the product. */
export interface Told {
  readonly en: string;
  readonly ja: string;
}

/** What an output must and must not show: regular expressions, line by line. */
export interface Expected {
  /** `undefined` = whatever code it ends with. */
  readonly exit?: 'success' | 'failure';
  readonly shows?: readonly string[];
  readonly hides?: readonly string[];
}

/** A change of one file of the lesson; the text to be replaced stands there once. */
export interface Edit {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

export type LessonStep =
  /** A program on a host. */
  | {
      readonly kind: 'run';
      readonly told: Told;
      readonly host: string;
      /** With the credentials of the task's agent. */
      readonly agent?: true;
      readonly command: readonly string[];
      readonly expect: Expected;
    }
  /** A program of the account's administrator. */
  | {
      readonly kind: 'operate';
      readonly told: Told;
      readonly command: readonly string[];
      readonly expect: Expected;
    }
  /** The flow logs or the requests since the step before: asked again until they are there. */
  | {
      readonly kind: 'flow-logs';
      readonly told: Told;
      readonly format: string;
      readonly expect: Expected;
    }
  | { readonly kind: 'requests'; readonly told: Told; readonly expect: Expected }
  /** The Terraform is changed and applied. */
  | { readonly kind: 'edit'; readonly told: Told; readonly edit: Edit };

/** Something is broken on purpose: found by its symptoms, mended in the Terraform. */
export interface LessonFault {
  readonly told: Told;
  readonly edit: Edit;
  readonly symptoms: readonly LessonStep[];
  readonly hint: Told;
  /** Why it was broken; shown with the mend. */
  readonly why: Told;
  readonly mend: Edit;
  /** What works again. */
  readonly mended: readonly LessonStep[];
}

/** An experiment in a lab, step by step, with what each step shows. */
export interface Lesson {
  readonly title: Told;
  readonly about: Told;
  /** Programs of this machine that it needs, besides those of a lab. */
  readonly needs: readonly string[];
  /** Sizes that `--set name=value` changes. */
  readonly sizes: Readonly<Record<string, number>>;
  readonly steps: readonly LessonStep[];
  readonly fault: LessonFault;
}
