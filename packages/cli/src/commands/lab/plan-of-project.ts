import { diagnosticsJson, renderDiagnostics } from '@naisen/engine';
import { compileLab, congestionControlForHosts, type LabFacts, type LabPlan, prefixOf } from '@naisen/lab';
import type { VariableArgument } from '../../project.ts';
import { render, textSettings } from '../../terminal.ts';
import { appearanceOf, type CommandContext, type ReadProject, readProject } from '../context.ts';
import { LabStopped } from './find-lab.ts';

export interface PlanningOptions {
  readonly variables: readonly VariableArgument[];
  readonly config: string | undefined;
  readonly region?: string | undefined;
  readonly workspace?: string | undefined;
}

export interface PlannedProject extends ReadProject {
  readonly plan: LabPlan;
}

/** Reads a directory and says what has to be built for it. */
export async function planOfProject(
  source: string,
  name: string,
  options: PlanningOptions,
  context: CommandContext,
): Promise<PlannedProject> {
  const { variables, config, region, workspace } = options;
  const reading = {
    variables,
    ...(config === undefined ? {} : { config }),
    ...(region === undefined ? {} : { region }),
    ...(workspace === undefined ? {} : { workspace }),
  };
  const read = await readProject(source, reading, context);
  const { network, catalog } = read.session;
  const facts: LabFacts = {
    gatewayPrefixes: (service) => {
      const list = catalog.managedPrefixListByName(service);
      return list?.prefixes === undefined ? undefined : [...list.prefixes, ...(list.ipv6Prefixes ?? [])];
    },
    endpointPorts: (service) => catalog.serviceByEndpointName(service)?.service.ports ?? [],
  };
  const congestionControl = congestionControlForHosts();
  const plan = compileLab(network(), facts, {
    prefix: prefixOf(name),
    counters: 'flow-counters',
    ...(congestionControl === undefined ? {} : { congestionControl }),
  });
  return { ...read, plan };
}

/** Errors of the source and what the lab does not build stop it, unless the user says otherwise. */
export function refuseGaps({ plan, project, session }: PlannedProject, context: CommandContext): void {
  const reasons = [...session.diagnostics().filter(({ severity }) => severity === 'error'), ...plan.gaps];
  if (reasons.length === 0) return;
  const appearance = appearanceOf({}, context);
  const settings = textSettings(appearance, project.directory, project.sourceLine);
  const lines = renderDiagnostics(diagnosticsJson(reasons, context.language), settings);
  context.output.remark(`${render(lines, appearance).trimStart()}\n`);
  throw new LabStopped({ kind: 'gaps', count: reasons.length });
}
