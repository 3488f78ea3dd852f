import {
  buildStack,
  createCatalog,
  emptySettings,
  readConfigurationValue,
  readIntentValue,
  writeTerraform,
} from '@naisen/engine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intents } from '../../engine/test/random-intents.ts';
import { openSession } from '../src/engine-session.ts';
import { filesInMemory } from '../src/network-files.ts';
import { openCatalogFiles } from '../src/shipped-files.ts';

const catalogFiles = openCatalogFiles();
const catalog = createCatalog(catalogFiles);

function sessionOf(intent: object) {
  const { value, diagnostics } = readIntentValue('network.ts', intent, catalog);
  if (value === undefined) throw new Error(JSON.stringify(diagnostics));
  const { stack, promises } = buildStack(value, catalog);
  const facts = { today: '2026-11-28', severities: new Map() };
  const settings = readConfigurationValue('naisen.config.json', { expect: promises }, facts).value;
  const session = openSession({
    files: filesInMemory(writeTerraform(stack)),
    inputs: { environment: new Map(), options: [], workspace: 'default' },
    catalog: catalogFiles,
    settings: { ...emptySettings, ...settings },
  });
  return { session, promises };
}

describe('what is built of an intent and read again', () => {
  it('keeps every promise, and every needed call arrives', () => {
    fc.assert(
      fc.property(intents, (intent) => {
        const { session, promises } = sessionOf(intent);
        const judged = session.test();
        expect(judged.length).toBe(promises.length);
        const broken = judged
          .filter(({ outcome }) => outcome !== 'held')
          .map(({ expectation }) => expectation.name);
        expect(broken).toEqual([]);
        const calls = session.check([]);
        if ('kind' in calls) throw new Error(calls.asked);
        const stopped = calls.filter(
          ({ reason, verdict }) => reason.kind === 'needed' && verdict !== 'reachable',
        );
        expect(stopped.map(({ workload, service }) => `${workload} ${service}`)).toEqual([]);
        expect(session.diagnostics().filter(({ severity }) => severity !== 'note')).toEqual([]);
      }),
      { seed: 45, numRuns: 40 },
    );
  });
});
