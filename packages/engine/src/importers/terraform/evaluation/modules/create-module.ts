import { isSensitiveWithin, markSensitive } from '../../values/construct.ts';
import type { Value } from '../../values/value.ts';
import { evaluate } from '../expressions/evaluate.ts';
import { invalidValue } from '../expressions/unknown-parts.ts';
import type { Declaration, ModuleDeclarations } from '../loading/declarations.ts';
import { within } from '../scope.ts';
import { createPull, type Session } from '../session.ts';
import type { GivenValue } from '../variables/given-values.ts';
import { createCalls, type ModuleSources } from './calls.ts';
import { createLocals } from './locals.ts';
import { type ModuleCall, type ModuleInstance, moduleScope, prefixAddress } from './module.ts';
import { createProviders } from './providers.ts';
import { resolveReference } from './resolve.ts';
import { createResources } from './resources.ts';
import { createVariables } from './variables.ts';

export interface ModuleSetup {
  readonly session: Session;
  readonly declarations: ModuleDeclarations;
  readonly address: string;
  readonly call: ModuleCall | undefined;
  readonly isSymbolic: boolean;
  readonly sources: ModuleSources;
  /** Values for the root's variables. */
  readonly given: ReadonlyMap<string, GivenValue>;
}

/** A module whose parts are computed on demand; making it computes nothing. */
export function createModule(setup: ModuleSetup): ModuleInstance {
  const { session, declarations, address, call, isSymbolic } = setup;
  const parts: {
    variables: ModuleInstance['variables'];
    locals: ModuleInstance['locals'];
    outputs: ModuleInstance['outputs'];
    resources: ModuleInstance['resources'];
    data: ModuleInstance['data'];
    calls: ModuleInstance['calls'];
    provider: ModuleInstance['provider'] | undefined;
  } = {
    variables: new Map(),
    locals: new Map(),
    outputs: new Map(),
    resources: new Map(),
    data: new Map(),
    calls: new Map(),
    provider: undefined,
  };
  const self: ModuleInstance = {
    address,
    session,
    declarations,
    call,
    isSymbolic,
    depth: call === undefined ? 0 : call.caller.depth + 1,
    directory: declarations.directory,
    resolve: (reference, scope) => resolveReference(self, reference, scope),
    get variables() {
      return parts.variables;
    },
    get locals() {
      return parts.locals;
    },
    get outputs() {
      return parts.outputs;
    },
    get resources() {
      return parts.resources;
    },
    get data() {
      return parts.data;
    },
    get calls() {
      return parts.calls;
    },
    provider: (key, range) => {
      parts.provider ??= createProviders(self);
      return parts.provider(key, range);
    },
  };
  parts.variables = createVariables(() => self, setup.given);
  parts.locals = createLocals(self);
  parts.outputs = createOutputs(self);
  parts.resources = createResources(self, declarations.resources);
  parts.data = createResources(self, declarations.data);
  parts.calls = createCalls(self, setup.sources);
  return self;
}

function createOutputs(self: ModuleInstance): ReadonlyMap<string, () => Value> {
  const pulls = new Map<string, () => Value>();
  for (const [name, declaration] of self.declarations.outputs) {
    pulls.set(
      name,
      createPull(self.session, {
        label: prefixAddress(self, `output.${name}`),
        range: declaration.range,
        compute: () => evaluateOutput(self, declaration),
        fallback: invalidValue,
      }),
    );
  }
  return pulls;
}

function evaluateOutput(self: ModuleInstance, declaration: Declaration): Value {
  const written = declaration.body.attributes.get('value');
  if (written === undefined) return invalidValue(declaration.range);
  const scope = within(moduleScope(self, declaration.source), written.source);
  const value = evaluate(written.node.value, scope);
  const flag = declaration.body.attributes.get('sensitive')?.node.value;
  const isSensitive = flag?.kind === 'bool' && flag.value;
  return isSensitive && !isSensitiveWithin(value) ? markSensitive(value) : value;
}
