import { arnFunctions } from './arns.ts';
import { cidrFunctions } from './cidr.ts';
import { conversionFunctions } from './conversions.ts';
import type { FunctionDefinition } from './definition.ts';
import { encodingFunctions } from './encodings.ts';
import { fileFunctions } from './files.ts';
import { formatFunctions } from './formats.ts';
import { hashFunctions } from './hashes.ts';
import { listFunctions } from './lists.ts';
import { mapFunctions } from './maps.ts';
import { numberFunctions } from './numbers.ts';
import { patternFunctions } from './patterns.ts';
import { setFunctions } from './sets.ts';
import { stringFunctions } from './strings.ts';
import { timeFunctions } from './times.ts';

/** Every function by its plain name. */
export const functionTable: ReadonlyMap<string, FunctionDefinition> = new Map(
  [
    numberFunctions,
    stringFunctions,
    formatFunctions,
    patternFunctions,
    listFunctions,
    mapFunctions,
    setFunctions,
    conversionFunctions,
    cidrFunctions,
    encodingFunctions,
    hashFunctions,
    fileFunctions,
    timeFunctions,
    arnFunctions,
  ].flatMap((table) => Object.entries(table)),
);
