import type { SourceRange } from '../../../../base/source-range.ts';
import { diagnose } from '../../../../diagnostics/diagnostic.ts';
import { unknownProvider, unknownRegion } from '../../../../diagnostics/kinds/arguments.ts';
import type { Expression } from '../../syntax/ast.ts';
import { mapType, nullValue, stringType, stringValue } from '../../values/construct.ts';
import { convert } from '../../values/convert.ts';
import type { Value } from '../../values/value.ts';
import { evaluate } from '../expressions/evaluate.ts';
import { elementsOf } from '../expressions/iterate.ts';
import { unknownAttribute } from '../expressions/unknown-parts.ts';
import type { Declaration } from '../loading/declarations.ts';
import { within } from '../scope.ts';
import { createPull } from '../session.ts';
import { placeBody } from '../source.ts';
import { type ModuleInstance, moduleScope, type ProviderConfiguration, prefixAddress } from './module.ts';

/**
 * Finds provider configurations by `aws` or `aws.alias`: the module's own, what its call hands over, or the
 * default one of the caller (TF-10).
 */
export function createProviders(self: ModuleInstance): ModuleInstance['provider'] {
  const own = new Map<string, () => ProviderConfiguration>();
  for (const [key, declaration] of self.declarations.providers) {
    own.set(key, pullProvider(self, key, declaration));
  }
  return (key, range) => own.get(key)?.() ?? handedOver(self, key, range);
}

function handedOver(
  self: ModuleInstance,
  key: string,
  range: SourceRange | undefined,
): ProviderConfiguration {
  if (self.call !== undefined) {
    const { caller, body, declaration } = self.call;
    const mapped = mappedKey(body.attributes.get('providers')?.node.value, key);
    if (mapped !== undefined) return caller.provider(mapped, declaration.range);
    if (!key.includes('.')) return caller.provider(key, range);
  } else if (!key.includes('.')) {
    return { region: regionNotGiven(self, key), defaultTags: nullValue() };
  }
  self.session.report(diagnose(unknownProvider, { provider: key }, range));
  return { region: regionNotGiven(self, key), defaultTags: nullValue() };
}

/** A Region that the user gives beside the files is that of every AWS provider without one. */
function regionNotGiven(self: ModuleInstance, key: string): Value {
  const { region } = self.session.inputs;
  if (region !== undefined && isAws(key)) return stringValue(region);
  const address = prefixAddress(self, `provider.${key}`);
  return unknownAttribute(stringType, { address, path: 'region' }, 'not-given');
}

function isAws(key: string): boolean {
  return key === 'aws' || key.startsWith('aws.');
}

/** `providers = { aws.dst = aws.tokyo }` */
function mappedKey(providers: Expression | undefined, key: string): string | undefined {
  if (providers?.kind !== 'object') return undefined;
  const item = providers.items.find((candidate) => readProviderKey(candidate.key) === key);
  return item === undefined ? undefined : readProviderKey(item.value);
}

/** `aws` or `aws.alias` as an expression or, in JSON syntax, as text. */
export function readProviderKey(expression: Expression): string | undefined {
  switch (expression.kind) {
    case 'string':
      return expression.value;
    case 'variable':
      return expression.name;
    case 'attribute':
      return expression.of.kind === 'variable' ? `${expression.of.name}.${expression.name}` : undefined;
    case 'parentheses':
      return readProviderKey(expression.inner);
    default:
      return undefined;
  }
}

function pullProvider(
  self: ModuleInstance,
  key: string,
  declaration: Declaration,
): () => ProviderConfiguration {
  return createPull(self.session, {
    label: prefixAddress(self, `provider.${key}`),
    range: declaration.range,
    compute: () => readProvider(self, key, declaration),
    fallback: () => ({ region: regionNotGiven(self, key), defaultTags: nullValue() }),
  });
}

function readProvider(self: ModuleInstance, key: string, declaration: Declaration): ProviderConfiguration {
  return {
    region: readRegion(self, key, declaration),
    defaultTags: readDefaultTags(self, declaration),
  };
}

function readRegion(self: ModuleInstance, key: string, declaration: Declaration): Value {
  const written = declaration.body.attributes.get('region');
  const scope = moduleScope(self, declaration.source);
  const value =
    written === undefined ? nullValue() : evaluate(written.node.value, within(scope, written.source));
  const converted = convert(value, stringType);
  if (converted.ok && converted.value.kind === 'string') return converted.value;
  const isGiven = value.kind === 'null' && self.session.inputs.region !== undefined;
  if (declaration.name === 'aws' && !isGiven) {
    self.session.report(diagnose(unknownRegion, { provider: key }, declaration.range));
  }
  return converted.ok && converted.value.kind === 'unknown' ? converted.value : regionNotGiven(self, key);
}

/** `default_tags { tags = … }`, a block or, in JSON syntax, an object. */
function readDefaultTags(self: ModuleInstance, declaration: Declaration): Value {
  const scope = moduleScope(self, declaration.source);
  const block = declaration.body.blocks.find(({ node }) => node.type === 'default_tags');
  const tags =
    block === undefined ? undefined : placeBody(block.node.body, block.source).attributes.get('tags');
  if (tags !== undefined) return toTags(evaluate(tags.node.value, within(scope, tags.source)));
  const written = declaration.body.attributes.get('default_tags');
  if (written === undefined) return nullValue();
  const value = evaluate(written.node.value, within(scope, written.source));
  const object = value.kind === 'object' ? value : elementsOf(value)?.[0]?.value;
  return object?.kind === 'object' ? toTags(object.entries.get('tags') ?? nullValue()) : nullValue();
}

function toTags(value: Value): Value {
  const converted = convert(value, mapType(stringType));
  return converted.ok ? converted.value : nullValue();
}
