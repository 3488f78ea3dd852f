import {
  callFindings,
  decidingPlace,
  openDiagnostics,
  type Places,
  workloadPlaces,
} from '../documents/findings.ts';
import { type DocumentSettings, placeText } from '../documents/place.ts';
import { causesOf } from '../documents/sarif.ts';
import type { CallJson, CheckJson, DiagnosticJson } from '../json/contract.ts';
import type { NetworkMap } from '../json/map.ts';
import { needOfOptional } from '../text/findings.ts';
import { everyRowOf, letterOf, type Row, servicesOf, signOf, styleOfCall } from '../text/matrix.ts';
import { documentWord } from '../words/documents.ts';
import { labels, viaCells, workloadWords } from '../words/labels.ts';
import { type PageWord, pageWord } from '../words/page.ts';
import { BoxFinder } from './drawn-path.ts';
import { element, type Html, jsonElement, raw, text } from './element.ts';
import { layoutMap } from './layout.ts';
import { renderMap } from './map-svg.ts';
import { script } from './script.ts';
import { style } from './style.ts';
import { type CallData, TicketCollector, verdictText } from './ticket-data.ts';

/** Rows and findings beyond these are counted: the page must open in a browser. */
const rowsMax = 400;
const findingsMax = 100;

/**
 * One page that needs nothing else: matrix, tickets, the map with the way of the chosen call.
 *
 * It opens offline; its policy forbids every request.
 */
export function toHtml(check: CheckJson, map: NetworkMap, settings: DocumentSettings): string {
  const layout = layoutMap(map);
  const collector = new TicketCollector(new BoxFinder(layout), settings);
  const calls: CallData[] = [];
  const matrix = renderMatrix(check, calls, collector, settings);
  const { language } = settings;
  const word = (name: PageWord): string => pageWord(name, language);
  const body = element('body', {}, [
    element('a', { class: 'skip', href: '#ticket' }, [text(word('skip'))]),
    element('header', {}, renderHeader(check, settings)),
    element('main', {}, [
      section('matrix', matrix, settings),
      element('div', { class: 'two' }, [
        element('section', { id: 'ticket', class: 'panel', 'aria-live': 'polite', tabindex: -1 }, [
          element('h2', {}, [text(word('ticket'))]),
          element('p', { class: 'soft' }, [text(word('noTicket'))]),
        ]),
        section(
          'map',
          [element('div', { class: 'scroll', tabindex: 0 }, [renderMap(layout, language)])],
          settings,
        ),
      ]),
      ...renderFindings(check, settings),
    ]),
    element('footer', { class: 'soft' }, [text(pageWord('madeBy', language, { version: settings.version }))]),
    jsonElement('data', { words: scriptWords(language), hops: collector.hops, calls }),
    element('script', {}, [raw(script)]),
  ]);
  return `<!doctype html>\n${element('html', { lang: language }, [renderHead(settings), body]).html}\n`;
}

function scriptWords(language: 'en' | 'ja'): Readonly<Record<string, string>> {
  const names = [
    'ticket',
    'mends',
    'mend',
    'missing',
    'forward',
    'back',
    'witness',
    'pass',
    'block',
    'unknown',
  ] as const;
  return Object.fromEntries(names.map((name) => [name, pageWord(name, language)]));
}

function renderHead(settings: DocumentSettings): Html {
  const policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";
  return element('head', {}, [
    element('meta', { charset: 'utf-8' }, []),
    element('meta', { 'http-equiv': 'Content-Security-Policy', content: policy }, []),
    element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }, []),
    element('title', {}, [text(pageWord('title', settings.language, { directory: settings.directory }))]),
    element('style', {}, [raw(style)]),
  ]);
}

function renderHeader(check: CheckJson, settings: DocumentSettings): readonly Html[] {
  const { language, directory } = settings;
  const { calls: needed, reachable, blocked, undetermined } = check.summary.needed;
  const facts = { needed, reachable, blocked, undetermined };
  return [
    element('h1', {}, [
      text(pageWord('title', language, { directory })),
      element('small', {}, [text(pageWord('tagline', language))]),
    ]),
    element('p', {}, [text(documentWord('headline', language, facts))]),
  ];
}

function section(name: PageWord, content: readonly Html[], { language }: DocumentSettings): Html {
  const id = `section-${name}`;
  return element('section', { 'aria-labelledby': id }, [
    element('h2', { id }, [text(pageWord(name, language))]),
    ...content,
  ]);
}

function renderMatrix(
  check: CheckJson,
  calls: CallData[],
  collector: TicketCollector,
  settings: DocumentSettings,
): readonly Html[] {
  const { language } = settings;
  const rows = everyRowOf(check);
  const services = servicesOf(check.calls);
  if (rows.length === 0) return [element('p', {}, [text(pageWord('noWorkloads', language))])];
  const head = [pageWord('workload', language), '', ...services];
  const hidden = rows.length - rowsMax;
  return [
    element('p', { class: 'soft hint' }, [text(pageWord('matrixHint', language))]),
    element('div', { class: 'scroll' }, [
      element('table', {}, [
        element('caption', {}, [
          element('p', {}, [text(labels.legendLevel[language])]),
          element('p', {}, [text(labels.legendVerdict[language])]),
        ]),
        element('thead', {}, [
          element(
            'tr',
            {},
            head.map((name) =>
              element(name === '' ? 'td' : 'th', { scope: name === '' ? undefined : 'col' }, [text(name)]),
            ),
          ),
        ]),
        element(
          'tbody',
          {},
          rows.slice(0, rowsMax).map((row) => renderRow(row, services, calls, collector, language)),
        ),
      ]),
    ]),
    ...(hidden > 0 ? [element('p', {}, [text(pageWord('hiddenRows', language, { count: hidden }))])] : []),
  ];
}

function renderRow(
  row: Row,
  services: readonly string[],
  calls: CallData[],
  collector: TicketCollector,
  language: 'en' | 'ja',
): Html {
  const { id, kind } = row.workload;
  const cells = services.map((service) => {
    const call = row.calls.get(service);
    if (call === undefined) return element('td', {}, []);
    calls.push(collector.ticketOf(call));
    return element('td', {}, [renderCell(call, calls.length - 1, language)]);
  });
  return element('tr', {}, [
    element('th', { scope: 'row', title: id }, [element('code', {}, [text(id)])]),
    element('td', { class: 'soft' }, [text(workloadWords[kind][language])]),
    ...cells,
  ]);
}

function renderCell(call: CallJson, number: number, language: 'en' | 'ja'): Html {
  const shown = [signOf(call).trim(), letterOf(call), viaCells[call.via][language], call.split ? '+' : ''];
  const needed = pageWord(call.needed ? 'needed' : needOfOptional(call), language);
  return element(
    'button',
    {
      type: 'button',
      class: `cell ${styleOfCall(call)}${call.needed ? '' : ' optional'}`,
      id: `call-${number}`,
      'data-call': number,
      'aria-pressed': 'false',
      'aria-label': `${call.workload} → ${call.service}: ${verdictText(call, language)}, ${needed}`,
    },
    [text(shown.filter((part) => part !== '').join(' '))],
  );
}

function renderFindings(check: CheckJson, settings: DocumentSettings): readonly Html[] {
  const places = workloadPlaces(check);
  const { blocked, undetermined, leaving } = callFindings(check);
  const item = (call: CallJson): Html => renderFinding(call, places, settings);
  const diagnostic = ({ code, severity, message, help, origin }: DiagnosticJson): Html =>
    element('li', {}, [
      element('strong', {}, [text(`${severity} ${code} `)]),
      text(message),
      ...(origin === null
        ? []
        : [text(' '), element('code', { class: 'soft' }, [text(placeText(settings, origin))])]),
      ...(help === null ? [] : [element('div', { class: 'soft' }, [text(help)])]),
    ]);
  return [
    ...list('blocked', blocked, item, settings),
    ...list('undetermined', undetermined, item, settings),
    ...list('leaving', leaving, item, settings),
    ...list('diagnostics', openDiagnostics(check), diagnostic, settings),
  ];
}

function renderFinding(call: CallJson, places: Places, settings: DocumentSettings): Html {
  const place = decidingPlace(call, places);
  return element('li', {}, [
    element('code', {}, [text(call.workload)]),
    text(' → '),
    element('strong', {}, [text(call.service)]),
    text(` ${verdictText(call, settings.language)}`),
    ...(place === null
      ? []
      : [text(' '), element('code', { class: 'soft' }, [text(placeText(settings, place))])]),
    ...causesOf(call, settings).map((cause) => element('div', {}, [text(cause)])),
  ]);
}

/** Only what is shown is put into words. */
function list<Finding>(
  name: PageWord,
  findings: readonly Finding[],
  item: (finding: Finding) => Html,
  settings: DocumentSettings,
): readonly Html[] {
  if (findings.length === 0) return [];
  const rest = findings.length - findingsMax;
  const more =
    rest > 0 ? [element('p', {}, [text(documentWord('moreRows', settings.language, { count: rest }))])] : [];
  const items = findings.slice(0, findingsMax).map(item);
  return [section(name, [element('ul', { class: 'findings' }, items), ...more], settings)];
}
