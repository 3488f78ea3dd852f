import type { ChangeCase } from './change-case.ts';
import { edits } from './edits.ts';
import { hints } from './hints.ts';
import { jsonSyntax } from './json-syntax.ts';
import { inCalls } from './module-calls.ts';
import { newEndpoints } from './new-endpoints.ts';
import { policies } from './policies.ts';
import { providers } from './providers.ts';
import { registry } from './registry-modules.ts';
import { removals } from './removals.ts';

export const changeCases: readonly ChangeCase[] = [
  ...newEndpoints,
  ...registry,
  ...inCalls,
  ...providers,
  ...policies,
  ...hints,
  ...edits,
  ...removals,
  ...jsonSyntax,
];
