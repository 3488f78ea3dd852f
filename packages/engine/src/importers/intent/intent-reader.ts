import { suggestNames } from '../../base/nearest-names.ts';
import { wrongSettingType } from '../../diagnostics/kinds/configuration.ts';
import type { NamedThing } from '../../diagnostics/kinds/intent.ts';
import * as kinds from '../../diagnostics/kinds/intent.ts';
import { ConfigReader, type Setting } from '../configuration/config-reader.ts';
import type { IntentName } from './intent.ts';
import type { IntentFacts } from './intent-facts.ts';
import { nameForms } from './names.ts';

/**
 * What CloudWatch Logs takes, in days.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
 */
const retentions = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** Reads the values of an intent; what is wrong becomes a diagnostic, and reading goes on. */
export class IntentReader extends ConfigReader {
  readonly #facts: IntentFacts;

  constructor(facts: IntentFacts) {
    super();
    this.#facts = facts;
  }

  /** Every property by name, with the path as people write it. */
  properties(setting: Setting | undefined): readonly (readonly [string, Setting])[] {
    return this.entries(setting).map(([name, inner]) => [
      name,
      { ...inner, path: `${setting?.path ?? ''}.${name}`.replace(/^\./, '') },
    ]);
  }

  name(setting: Setting | undefined, of: NamedThing): IntentName | undefined {
    const name = this.text(setting);
    if (setting === undefined || name === undefined) return undefined;
    return this.isName(name, of, setting) ? { name, setting } : undefined;
  }

  isName(name: string, of: NamedThing, setting: Setting): boolean {
    const { form, example } = nameForms[of];
    if (form.test(name)) return true;
    this.report(kinds.intentNameRefused, { path: setting.path, name, of, example }, setting);
    return false;
  }

  /** One name or more. */
  names(setting: Setting | undefined, of: NamedThing): readonly IntentName[] {
    const items = this.list(setting);
    if (setting?.node.type === 'list' && items.length === 0) {
      this.report(kinds.intentContradicts, { path: setting.path, contradiction: 'empty-list' }, setting);
    }
    return items.flatMap((item) => this.name(item, of) ?? []);
  }

  /** A service with endpoints, by its short name. */
  services(setting: Setting | undefined): readonly { readonly service: string; readonly setting: Setting }[] {
    return this.list(setting).flatMap((item) => {
      const service = this.text(item);
      if (service === undefined || !this.isService(service, item)) return [];
      return [{ service, setting: item }];
    });
  }

  /** Known, with an endpoint or without. */
  isService(service: string, setting: Setting): boolean {
    const known = this.#facts.all().map(({ short }) => short);
    const others = this.#facts.withoutEndpoint().map(({ short }) => short);
    if (known.includes(service) || others.includes(service)) return true;
    const nearest = suggestNames(service, [...known, ...others]);
    this.report(kinds.intentServiceUnknown, { path: setting.path, service, nearest }, setting);
    return false;
  }

  textsByName(setting: Setting | undefined): Readonly<Record<string, string>> {
    return Object.fromEntries(
      this.properties(setting).flatMap(([name, inner]) => {
        const text = this.text(inner);
        return text === undefined ? [] : [[name, text] as const];
      }),
    );
  }

  /** A whole number in a range. */
  number(setting: Setting | undefined, min: number, max: number): number | undefined {
    const found = this.#numberOf(setting);
    if (setting === undefined || found === undefined) return undefined;
    if (Number.isInteger(found) && found >= min && found <= max) return found;
    return this.#refuse(setting, `${min} … ${max}`);
  }

  oneOf(setting: Setting | undefined, allowed: readonly number[]): number | undefined {
    const found = this.#numberOf(setting);
    if (setting === undefined || found === undefined || allowed.includes(found)) return found;
    return this.#refuse(setting, allowed.join(', '));
  }

  retention(setting: Setting | undefined): number | undefined {
    return this.oneOf(setting, retentions);
  }

  ports(setting: Setting | undefined): readonly number[] {
    return this.list(setting).flatMap((item) => this.number(item, 1, 65_535) ?? []);
  }

  #numberOf(setting: Setting | undefined): number | undefined {
    if (setting === undefined) return undefined;
    return setting.node.type === 'number' ? Number(setting.node.text) : this.#refuseType(setting);
  }

  #refuseType(setting: Setting): undefined {
    const { path, node } = setting;
    return this.report(wrongSettingType, { path, expected: 'number', found: node.type }, setting);
  }

  #refuse(setting: Setting, allowed: string): undefined {
    const facts = { path: setting.path, found: setting.node.text, allowed };
    return this.report(kinds.intentNumberRefused, facts, setting);
  }
}
