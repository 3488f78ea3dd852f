import { suggestNames } from '../../../../base/nearest-names.ts';
import type { SourceRange } from '../../../../base/source-range.ts';
import type { ResourceInstance } from '../../instances.ts';
import { dynamicType, objectOf, stringType, tupleOf } from '../../values/construct.ts';
import { convert } from '../../values/convert.ts';
import type { Value } from '../../values/value.ts';
import { computeDataSource } from '../data-sources/compute.ts';
import { invalidValue, isInvalid, unknownAttribute } from '../expressions/unknown-parts.ts';
import type { ResourceDeclaration } from '../loading/declarations.ts';
import { type BodyReading, readBody, withoutMeta } from '../resources/body.ts';
import { type Expansion, expand, formatInstanceKey, type Repeated } from '../resources/expansion.ts';
import { applyProviderRules, type InstanceContext } from '../resources/provider-rules.ts';
import { createPull } from '../session.ts';
import { LazyEntries } from './lazy-entries.ts';
import {
  type EvaluatedInstance,
  type EvaluatedResource,
  type ModuleInstance,
  moduleScope,
  type ProviderConfiguration,
  prefixAddress,
} from './module.ts';
import { readProviderKey } from './providers.ts';

/** Resources or data sources of a module: each a pull of all its instances. */
export function createResources(
  self: ModuleInstance,
  declared: ReadonlyMap<string, ResourceDeclaration>,
): ReadonlyMap<string, () => EvaluatedResource> {
  const pulls = new Map<string, () => EvaluatedResource>();
  for (const [key, declaration] of declared) {
    pulls.set(
      key,
      createPull(self.session, {
        label: addressOf(self, declaration),
        range: declaration.range,
        compute: () => evaluateResource(self, declaration),
        fallback: () => ({ declaration, instances: [], value: invalidValue(declaration.range) }),
      }),
    );
  }
  return pulls;
}

function addressOf(self: ModuleInstance, { mode, type, name }: ResourceDeclaration): string {
  return prefixAddress(self, mode === 'managed' ? `${type}.${name}` : `${mode}.${type}.${name}`);
}

function evaluateResource(self: ModuleInstance, declaration: ResourceDeclaration): EvaluatedResource {
  const address = addressOf(self, declaration);
  const scope = moduleScope(self, declaration.source);
  const expansion = expand(declaration.body, address, scope);
  const instances = repeatedIn(expansion).map((repeated) => {
    const isSymbolic = expansion.kind === 'symbolic';
    return evaluateInstance(self, declaration, address, repeated, isSymbolic);
  });
  return { declaration, instances, value: valueOfExpansion(expansion, instances, address) };
}

export function repeatedIn(expansion: Expansion): readonly Repeated[] {
  return 'items' in expansion ? expansion.items : [expansion.one];
}

function valueOfExpansion(
  expansion: Expansion,
  instances: readonly EvaluatedInstance[],
  address: string,
): Value {
  switch (expansion.kind) {
    case 'single':
      return instances[0]?.object ?? invalidValue();
    case 'count':
      return tupleOf(instances.map(({ object }) => object));
    case 'for_each':
      return objectOf(
        instances.map(({ instance, object }): [string, Value] => [String(instance.key), object]),
      );
    case 'symbolic':
      return expansion.unknown.reason === 'invalid'
        ? invalidValue()
        : unknownAttribute(dynamicType, { address: `${address}[*]`, path: '' }, expansion.unknown.reason);
  }
}

function evaluateInstance(
  self: ModuleInstance,
  declaration: ResourceDeclaration,
  base: string,
  repeated: Repeated,
  isSymbolic: boolean,
): EvaluatedInstance {
  const { schemas } = self.session;
  const { mode, type, name } = declaration;
  const address = isSymbolic ? `${base}[*]` : base + formatInstanceKey(repeated.key);
  const schema =
    mode === 'managed' ? schemas.resource(type) : mode === 'data' ? schemas.data(type) : undefined;
  const ranges = new Map<string, SourceRange>([['', declaration.range]]);
  const reading: BodyReading = {
    address,
    label: `${mode === 'managed' ? 'resource' : mode} "${type}" "${name}"`,
    ranges,
    isNewer: self.session.isNewerProvider,
    isOlder: self.session.isOlderProvider,
    isLegacy: mode === 'managed' && schema?.attributes.id?.optional === true,
  };
  const body = withoutMeta(declaration.body);
  const written = readBody(body, schema, repeated.scope, reading);
  ranges.delete('');
  const configured = new Set(
    [...body.attributes.keys(), ...written.keys()].filter((key) => isWritten(body, key)),
  );
  const provider = providerOf(self, declaration);
  const region = regionOf(written, provider);
  const context: InstanceContext = {
    type,
    address,
    configured,
    values: written,
    region,
    provider,
    session: self.session,
    scope: repeated.scope,
    placeOf: (argument) => ranges.get(argument) ?? declaration.range,
  };
  const values =
    mode === 'managed' ? applyProviderRules(written, context) : computeDataSource(written, context);
  const instance: ResourceInstance = {
    address,
    moduleAddress: self.address,
    mode: mode === 'managed' ? 'managed' : 'data',
    type,
    name,
    key: repeated.key,
    multiplicity: isSymbolic || self.isSymbolic ? 'zero-or-more' : 'one',
    region,
    values,
    configured,
    range: declaration.range,
    ranges,
  };
  if (instance.mode === 'managed') self.session.evaluated.set(address, instance);
  return { instance, object: objectOfInstance(instance, schema !== undefined, self), scope: repeated.scope };
}

function isWritten(body: ReturnType<typeof withoutMeta>, name: string): boolean {
  return (
    body.attributes.has(name) ||
    body.blocks.some(({ node }) => (node.type === 'dynamic' ? node.labels[0]?.text : node.type) === name)
  );
}

function providerOf(self: ModuleInstance, declaration: ResourceDeclaration): ProviderConfiguration {
  const written = declaration.body.attributes.get('provider');
  const key = written === undefined ? undefined : readProviderKey(written.node.value);
  const plain = declaration.type.split('_', 1)[0] ?? '';
  return self.provider(
    key ?? plain,
    written === undefined ? undefined : written.source.locate(written.node.span),
  );
}

/** TF-10: the resource's own `region`, else its provider configuration's. */
function regionOf(values: ReadonlyMap<string, Value>, provider: ProviderConfiguration): Value {
  const own = values.get('region');
  if (own === undefined || own.kind === 'null') return provider.region;
  const isReference = own.kind === 'unknown' && own.unknown.reason === 'known-after-apply';
  const converted = convert(own, stringType);
  return converted.ok && !isReference && !isInvalid(own) ? converted.value : provider.region;
}

/** Attributes that are not in the schema are refused; without a schema any may exist. */
function objectOfInstance(instance: ResourceInstance, hasSchema: boolean, self: ModuleInstance): Value {
  const { address, values, region } = instance;
  const { isNewerProvider, isOlderProvider } = self.session;
  const isOpen = !hasSchema || isNewerProvider || isOlderProvider;
  const compute = (name: string): Value | undefined => {
    const value = values.get(name);
    if (value !== undefined) return value;
    if (name === 'region') return region;
    const isSlip = hasSchema && !isOlderProvider && suggestNames(name, values.keys()).length > 0;
    if (!isOpen || isSlip) return undefined;
    return unknownAttribute(dynamicType, { address, path: name });
  };
  return { kind: 'object', entries: new LazyEntries(values.keys(), compute) };
}
