import { suggestNames } from '../../base/nearest-names.ts';
import { type Diagnostic, type DiagnosticKind, diagnose } from '../../diagnostics/diagnostic.ts';
import * as kinds from '../../diagnostics/kinds/configuration.ts';
import type { ConfigNode } from './config-node.ts';

/** A node and the words by which the user finds it: `expect[2].is`. */
export interface Setting {
  readonly node: ConfigNode;
  readonly path: string;
}

/** Reads settings one by one; what is wrong becomes a diagnostic and `undefined`, and reading goes on. */
export class ConfigReader {
  readonly diagnostics: Diagnostic[] = [];

  report<F extends object>(kind: DiagnosticKind<F>, facts: F, { node }: Setting): undefined {
    this.diagnostics.push(diagnose(kind, facts, node.range));
    return undefined;
  }

  /** The properties by name; names that nobody asks for are told. */
  object(setting: Setting, names: readonly string[]): ReadonlyMap<string, Setting> | undefined {
    const { node, path } = setting;
    if (node.type !== 'object') return this.#wrongType(setting, 'object');
    const found = new Map<string, Setting>();
    for (const property of node.properties) {
      const inner = { node: property.value, path: path === '' ? property.name : `${path}.${property.name}` };
      if (names.includes(property.name)) found.set(property.name, inner);
      else {
        const facts = { path, name: property.name, nearest: suggestNames(property.name, names) };
        this.diagnostics.push(diagnose(kinds.unknownSetting, facts, property.range));
      }
    }
    return found;
  }

  /** Every property, whatever its name. */
  entries(setting: Setting | undefined): readonly (readonly [string, Setting])[] {
    if (setting === undefined) return [];
    const { node, path } = setting;
    if (node.type !== 'object') return this.#wrongType(setting, 'object') ?? [];
    return node.properties.map(({ name, value }) => [name, { node: value, path: `${path}["${name}"]` }]);
  }

  list(setting: Setting | undefined): readonly Setting[] {
    if (setting === undefined) return [];
    const { node, path } = setting;
    if (node.type !== 'list') return this.#wrongType(setting, 'list') ?? [];
    return node.items.map((item, index) => ({ node: item, path: `${path}[${index}]` }));
  }

  text(setting: Setting | undefined): string | undefined {
    if (setting === undefined) return undefined;
    return setting.node.type === 'text' ? setting.node.text : this.#wrongType(setting, 'text');
  }

  boolean(setting: Setting | undefined): boolean | undefined {
    if (setting === undefined) return undefined;
    return setting.node.type === 'boolean' ? setting.node.isTrue : this.#wrongType(setting, 'boolean');
  }

  texts(setting: Setting | undefined): readonly string[] {
    return this.list(setting).flatMap((item) => this.text(item) ?? []);
  }

  choice<Choice extends string>(
    setting: Setting | undefined,
    allowed: readonly Choice[],
  ): Choice | undefined {
    const found = this.text(setting);
    if (setting === undefined || found === undefined) return undefined;
    const choice = allowed.find((word) => word === found);
    if (choice !== undefined) return choice;
    return this.report(kinds.notAllowedSetting, { path: setting.path, found, allowed }, setting);
  }

  /** `2026-12-31`, a day that there is. */
  day(setting: Setting | undefined): string | undefined {
    const found = this.text(setting);
    if (setting === undefined || found === undefined || isDay(found)) return found;
    return this.report(kinds.notADate, { path: setting.path, found }, setting);
  }

  /** Text of one form, for example an account's number. */
  formed(setting: Setting | undefined, form: RegExp, example: string): string | undefined {
    const found = this.text(setting);
    if (setting === undefined || found === undefined || form.test(found)) return found;
    return this.report(kinds.wrongForm, { path: setting.path, found, example }, setting);
  }

  missing(setting: Setting, names: readonly string[]): undefined {
    return this.report(kinds.missingSetting, { path: setting.path, names }, setting);
  }

  #wrongType(setting: Setting, expected: kinds.ConfigurationType): undefined {
    const { path, node } = setting;
    return this.report(kinds.wrongSettingType, { path, expected, found: node.type }, setting);
  }
}

function isDay(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return false;
  const [year, month, day] = match.slice(1).map(Number);
  if (year === undefined || month === undefined || day === undefined) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day >= 1 && day <= (days[month - 1] ?? 0);
}
