import type { VariableArgument } from '../../project.ts';

/** Options of the lab's commands; each command reads its own. */
export interface LabOptions {
  readonly name?: string;
  readonly withGaps?: true;
  readonly upstream?: string;
  readonly all?: true;
  readonly watch?: true;
  readonly format?: 'text' | 'json';
  readonly seconds?: string;
  readonly agent?: true;
  readonly follow?: true;
  readonly requests?: true;
  readonly config?: string;
  readonly region?: string;
  readonly workspace?: string;
  readonly variables?: readonly VariableArgument[];
}

/** Of `lab logs`, whose format is that of a record. */
export interface LogsOptions extends Omit<LabOptions, 'format'> {
  readonly format?: string;
}
