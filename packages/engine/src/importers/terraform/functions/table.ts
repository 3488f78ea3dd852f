import { conversionFunctions } from './conversions.ts';
import type { FunctionDefinition } from './definition.ts';
import { listFunctions } from './lists.ts';
import { mapFunctions } from './maps.ts';
import { numberFunctions } from './numbers.ts';
import { setFunctions } from './sets.ts';
import { stringFunctions } from './strings.ts';

/** Every function by its plain name. */
export const functionTable: ReadonlyMap<string, FunctionDefinition> = new Map(
  [numberFunctions, stringFunctions, listFunctions, mapFunctions, setFunctions, conversionFunctions].flatMap(
    (table) => Object.entries(table),
  ),
);
