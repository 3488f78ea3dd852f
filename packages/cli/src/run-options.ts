import type { VariableArgument } from './project.ts';

/** Options that every command knows. */
export interface CommonOptions {
  readonly color?: boolean;
  readonly width?: number;
}

/** Options of the commands that read a directory. */
export interface ReadingOptions extends CommonOptions {
  readonly format: 'text' | 'json' | 'svg';
  readonly variables?: readonly VariableArgument[];
  readonly strict?: true;
}

export interface CheckOptions extends ReadingOptions {
  readonly service?: readonly string[];
}

export interface TraceOptions extends CheckOptions {
  readonly from: string;
  readonly to: string;
}
