import {
  type AccessQuestion,
  askableResources,
  isResourceName,
  renderTicket,
  type TraceJson,
  toTraceJson,
  type Workload,
} from '@naisen/engine';
import type { EngineSession } from '../engine-session.ts';
import { CannotRun } from '../failure.ts';
import { nearestNames } from '../nearest.ts';
import type { TraceOptions } from '../run-options.ts';
import { type CommandContext, type ExitCode, exitCodeOf, readProject } from './context.ts';
import { writeAnswer } from './write-answer.ts';

/** `naisen trace DIR --from WORKLOAD --to TARGET`. */
export async function trace(
  directory: string,
  options: TraceOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { project, session } = await readProject(directory, options, context);
  const answer = traceJson(session, options.from, options.to, context, questionOf(options));
  writeAnswer(answer, renderTicket, project, options, context);
  const errors = answer.diagnostics.filter((diagnostic) => diagnostic.severity === 'error').length;
  const blocked = answer.verdict === 'blocked' ? 1 : 0;
  const undetermined = answer.verdict === 'undetermined' ? 1 : 0;
  return exitCodeOf({ blocked, undetermined, errors }, options, context);
}

export function traceJson(
  session: EngineSession,
  from: string,
  to: string,
  context: CommandContext,
  question?: AccessQuestion,
): TraceJson {
  const workload = findWorkload(session.workloads(), from);
  if (question !== undefined) refuseUnknownResource(session, question);
  const call = session.trace(workload, to, question);
  if ('kind' in call) throw new CannotRun({ kind: 'no-such-target', asked: to, nearest: call.nearest });
  return toTraceJson({ workload, call, diagnostics: session.diagnostics() }, context.language);
}

/** A slip in a name would be judged as a resource without a policy of its own. */
function refuseUnknownResource(session: EngineSession, { resource }: AccessQuestion): void {
  const network = session.network();
  if (isResourceName(resource, network)) return;
  const nearest = nearestNames(resource, askableResources(network));
  throw new CannotRun({ kind: 'no-such-resource', asked: resource, nearest });
}

/** `--action` alone asks for any resource. */
function questionOf({ action, resource }: TraceOptions): AccessQuestion | undefined {
  if (action === undefined) {
    if (resource !== undefined) throw new CannotRun({ kind: 'resource-without-action' });
    return undefined;
  }
  if (!/^[a-z0-9-]+:[A-Za-z0-9]+$/.test(action)) throw new CannotRun({ kind: 'not-an-action', text: action });
  return { action, resource: resource ?? '*', by: 'application' };
}

/** By address; without its index or by its name where only one workload fits. */
function findWorkload(workloads: readonly Workload[], asked: string): Workload {
  if (workloads.length === 0) throw new CannotRun({ kind: 'no-workloads' });
  const exact = workloads.find((workload) => workload.id === asked);
  if (exact !== undefined) return exact;
  const fitting = workloads.filter((workload) => isCalled(workload, asked));
  const [first, second] = fitting;
  if (first !== undefined && second === undefined) return first;
  const ids = workloads.map((workload) => workload.id);
  if (first === undefined) {
    throw new CannotRun({
      kind: 'no-such-workload',
      asked,
      nearest: nearestNames(asked, ids),
      workloads: ids,
    });
  }
  throw new CannotRun({
    kind: 'several-workloads',
    asked,
    workloads: fitting.map((workload) => workload.id),
  });
}

function isCalled({ id, name }: Workload, asked: string): boolean {
  const address = withoutIndex(id);
  return address === asked || name === asked || id.endsWith(`.${asked}`) || address.endsWith(`.${asked}`);
}

/** `aws_instance.web` of `aws_instance.web[0]` and `aws_instance.web["a"]`. */
function withoutIndex(address: string): string {
  return address.replace(/\[[^[\]]*\]$/, '');
}
