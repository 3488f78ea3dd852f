import { suggestNames } from '../../../../base/nearest-names.ts';
import { diagnose } from '../../../../diagnostics/diagnostic.ts';
import { triedArgumentOfNothing } from '../../../../diagnostics/kinds/variables.ts';
import type { ModuleArgument } from '../../project.ts';
import type { ModuleInstance } from './module.ts';

/** What is tried for a variable of a module instead of what its call says; the last one counts. */
export function triedArgument(module: ModuleInstance, name: string): ModuleArgument | undefined {
  const tried = module.session.inputs.moduleArguments ?? [];
  return tried.findLast((argument) => argument.name === name && isMeant(argument, module));
}

/** Instances of one call differ in the key of the last step only. */
function isMeant({ module: asked }: ModuleArgument, { address }: ModuleInstance): boolean {
  return address === asked || (address.startsWith(`${asked}[`) && !address.slice(asked.length).includes('.'));
}

/** Tells every argument that no module of the project takes. */
export function checkTriedArguments(root: ModuleInstance, modules: readonly ModuleInstance[]): void {
  for (const argument of root.session.inputs.moduleArguments ?? []) {
    const meant = modules.filter((module) => isMeant(argument, module));
    if (meant.some(({ declarations }) => declarations.variables.has(argument.name))) continue;
    const candidates =
      meant.length === 0
        ? modules.flatMap(({ address }) => (address === '' ? [] : [address]))
        : meant.flatMap(({ declarations }) => [...declarations.variables.keys()]);
    const asked = meant.length === 0 ? argument.module : argument.name;
    const facts = {
      module: argument.module,
      name: argument.name,
      missing: meant.length === 0 ? ('module' as const) : ('variable' as const),
      suggestions: suggestNames(asked, new Set(candidates)),
    };
    root.session.report(diagnose(triedArgumentOfNothing, facts, undefined));
  }
}
