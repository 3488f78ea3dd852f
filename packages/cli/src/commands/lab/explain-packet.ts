import { renderTicket } from '@naisen/engine';
import { enterLab, explainPacket, hostProgram, type LabPlan, nameProgram, probeNames } from '@naisen/lab';
import { CannotRun } from '../../failure.ts';
import { render, textSettings } from '../../terminal.ts';
import type { LabWords } from '../../words/lab-words.ts';
import { labWordsOf } from '../../words/lab-words-of.ts';
import { appearanceOf, type CommandContext, type ExitCode } from '../context.ts';
import { traceJson } from '../trace.ts';
import { askedName } from './asked-name.ts';
import { findHost, findRunning, LabStopped } from './find-lab.ts';
import type { LabOptions } from './lab-options.ts';
import { planOfProject } from './plan-of-project.ts';

/** `naisen lab explain HOST TARGET`: what the kernel applied to real packets, then the path ticket. */
export async function explainCall(
  name: string,
  wanted: string,
  options: LabOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { labs, record, plan } = findRunning(options.name, context);
  const host = findHost(plan, name);
  const { session, project } = await planOfProject(record.source, record.name, record.options, context);
  const workload = session.workloads().find(({ id }) => id === host.workload);
  if (workload === undefined) throw new LabStopped({ kind: 'not-running', name: record.name });
  // What is both a service and a host of the lab is the service.
  const isHost = 'kind' in session.trace(workload, wanted);
  const target = isHost ? (addressOfHost(plan, wanted) ?? wanted) : wanted;
  const call = session.trace(workload, target);
  if ('kind' in call) throw new CannotRun({ kind: 'no-such-target', asked: target, nearest: call.nearest });
  const waitMs = Number(options.seconds ?? 1.5) * 1000;
  const { port } = call;
  const hostname = askedName(call.hostname);
  const asked = hostname === '' ? (call.paths[0].destinations[0]?.replace(/\/\d+$/, '') ?? '') : hostname;
  const { words } = hostProgram(
    record,
    plan,
    host,
    labs.pathOf(record.name),
    nameProgram,
    context.environment,
  );
  const [found] = await probeNames(words, [{ hostname: asked, port }], 1);
  const address = found?.addresses[0];
  const say = labWordsOf(context.language);
  const lines: string[] = [];
  if (address === undefined) lines.push(...say.problem({ kind: 'no-such-target', target: asked }));
  else {
    const { steps, ways, outcome } = await explainPacket(
      plan,
      host,
      { address, port },
      enterLab(record),
      waitMs,
    );
    lines.push(say.explain.packet(host.name, address, port), '', `${say.explain.kernel}:`);
    for (const { direction, rule, effect } of steps)
      if (rule !== undefined)
        lines.push(
          `  ${direction === 'request' ? '→' : '←'} ${effect === 'passes' ? '✓' : '✗'} ${ruleText(rule, say)}`,
        );
    if (ways.length > 0) lines.push(`  → ${ways.join(' → ')}`);
    const dropped = steps.find(({ effect }) => effect === 'drops')?.rule;
    const isSilent = outcome === 'silent';
    lines.push(
      !isSilent
        ? say.explain.arrived
        : dropped === undefined
          ? say.explain.noAnswer
          : say.explain.dropped(ruleText(dropped, say)),
    );
  }
  context.output.result(`${lines.join('\n')}\n\n${say.explain.engine}:\n`);
  const appearance = appearanceOf({}, context);
  const settings = textSettings(appearance, record.source, project.sourceLine);
  const ticket = traceJson(session, workload.id, target, context);
  context.output.result(render(renderTicket({ ...ticket, diagnostics: [] }, settings), appearance));
  return 0;
}

/** `db` or `db:5432`, as `lab list` shows hosts; @returns `undefined` = no host of the lab is called so */
function addressOfHost({ hosts, interfaces }: LabPlan, asked: string): string | undefined {
  const [, name, port = ''] = /^([^:]+)(:\d+)?$/.exec(asked) ?? [];
  const host = hosts.find((one) => one.name === name);
  const eni = interfaces.find(({ eniId }) => eniId === host?.eniId);
  if (eni === undefined) return undefined;
  return eni.ipv4 === undefined ? `[${eni.ipv6}]${port}` : `${eni.ipv4}${port}`;
}

/** A rule of the source stands as it is; what AWS does by itself is told in the reader's language. */
function ruleText(rule: string, { explain }: LabWords): string {
  const [, group, direction] = /^(.*): no (ingress|egress) rule matches$/.exec(rule) ?? [];
  if (group !== undefined && direction !== undefined) return explain.noRule(group, direction);
  return explain.ownRules[rule] ?? rule;
}
