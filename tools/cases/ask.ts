import { existsSync, readFileSync } from 'node:fs';
import {
  type CheckJson,
  type PathJson,
  renderCheck,
  renderTicket,
  type StyledLine,
  type TextSettings,
  type TraceJson,
  toPlain,
} from '@naisen/engine';
import { checkJson } from '../../packages/cli/src/commands/check.ts';
import { type CommandContext, contextOf } from '../../packages/cli/src/commands/context.ts';
import { traceJson } from '../../packages/cli/src/commands/trace.ts';
import { type EngineSession, openSession } from '../../packages/cli/src/engine-session.ts';
import { openProject } from '../../packages/cli/src/project.ts';
import { textSettings } from '../../packages/cli/src/terminal.ts';
import { pathOf, type Question, type Story } from './story.ts';

const catalogFolder = new URL('../../catalog/', import.meta.url);
const read = new Map<string, string | undefined>();
const catalog = {
  read: (name: string): string | undefined => {
    const file = new URL(name, catalogFolder);
    if (!read.has(name)) read.set(name, existsSync(file) ? readFileSync(file, 'utf8') : undefined);
    return read.get(name);
  },
};

const silent = { result: () => undefined, remark: () => undefined };
const context: CommandContext = contextOf(
  { environment: {}, stream: { isTerminal: false, columns: undefined }, output: silent, today: '2026-11-28' },
  'en',
);

/** One network, read as the command line reads it. */
export interface Asked {
  readonly report: CheckJson;
  readonly traces: readonly TraceJson[];
  /** Files of `expected/`, by name. */
  readonly texts: Readonly<Record<string, string>>;
}

/** Asks a story's network what the command line would be asked. */
export function ask(story: Story): Asked {
  const project = openProject(pathOf(story.folder), [], {}, {});
  const session = openSession({ files: project.files, inputs: project.inputs, catalog });
  const report = checkJson(session, story.services, context);
  const traces = story.questions.map((question) => traceOf(session, question));
  const settings: TextSettings = textSettings(
    { language: 'en', columns: 110, isColoured: false },
    `cases/${story.name}`,
    project.sourceLine,
  );
  const tickets = traces.map((trace) => text(renderTicket({ ...trace, diagnostics: [] }, settings)));
  return {
    report,
    traces,
    texts: {
      'report.txt': text(renderCheck(report, settings)),
      'report.json': `${JSON.stringify(outline(report), undefined, 1)}\n`,
      'diagnostics.txt': diagnosticsOf(report),
      'tickets.txt': tickets.join(`\n${'-'.repeat(110)}\n\n`),
    },
  };
}

function traceOf(session: EngineSession, { from, to, action, resource = '*' }: Question): TraceJson {
  const access = action === undefined ? undefined : ({ action, resource, by: 'application' } as const);
  return traceJson(session, from, to, context, access);
}

function text(lines: readonly StyledLine[]): string {
  return toPlain(lines);
}

/** Code, place and message, one a line; empty when there is nothing to tell. */
function diagnosticsOf({ diagnostics }: CheckJson): string {
  return diagnostics
    .map(({ code, severity, origin, message }) => {
      const place = origin === null ? '-' : `${origin.file}:${origin.line}:${origin.column}`;
      return `${severity} ${code} ${place} ${message}\n`;
    })
    .join('');
}

/** The report without hops, which the tickets show, and without places that move with every edit. */
function outline({ calls, summary }: CheckJson): object {
  return {
    calls: calls.map((call) => ({
      call: `${call.workload} -> ${call.service}`,
      hostname: call.hostname,
      needed: call.needed,
      verdict: call.verdict,
      privacy: call.privacy,
      via: call.via,
      component: call.viaComponent,
      blockers: call.blockers.map(({ code, component }) => `${code} ${component}`),
      unknowns: call.unknowns.map(({ code, what }) => `${code} ${what}`),
      parts: call.split ? call.paths.map(partOf) : [],
      notes: call.notes.map(({ code }) => code),
      assumptions: call.assumptions.map(({ code }) => code),
    })),
    summary,
  };
}

/** `verdict privacy via` of one part. */
export function partOf({ verdict, privacy, via }: PathJson): string {
  return `${verdict} ${privacy ?? '-'} ${via}`;
}
