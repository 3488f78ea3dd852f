import { type PageWord, pageWord, thingWords } from '../words/page.ts';
import { element, type Html, text } from './element.ts';
import type { Box, MapLayout } from './layout.ts';

/** The map as it stands before a path is drawn on it; positions are for the script, too. */
export function renderMap(layout: MapLayout, language: 'en' | 'ja'): Html {
  const { width, height, boxes } = layout;
  const count = (kind: Box['kind']): number => boxes.filter((box) => box.kind === kind).length;
  const facts = { vpcs: count('vpc'), subnets: count('subnet'), things: count('thing') };
  return element(
    'svg',
    {
      id: 'map',
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'img',
      'aria-labelledby': 'map-title',
    },
    [
      element('title', { id: 'map-title' }, [text(pageWord('mapText', language, facts))]),
      element('defs', {}, [
        element(
          'marker',
          {
            id: 'tip',
            viewBox: '0 0 10 10',
            refX: 9,
            refY: 5,
            markerWidth: 5,
            markerHeight: 5,
            orient: 'auto-start-reverse',
          },
          [element('path', { d: 'M0 0L10 5L0 10z', class: 'tip' }, [])],
        ),
      ]),
      ...boxes.map((box) => renderBox(box, language)),
      element('g', { id: 'way' }, []),
    ],
  );
}

function renderBox(box: Box, language: 'en' | 'ja'): Html {
  const { x, y, width, height } = box;
  const shape = { x, y, width, height, rx: box.kind === 'thing' ? 5 : 8 };
  const kind = box.thing === undefined ? box.kind : `${box.kind} ${box.thing}`;
  return element('g', { class: kind, 'data-key': box.key }, [
    element('title', {}, [text([box.id, box.note].filter((part) => part !== '').join(' '))]),
    element('rect', shape, []),
    ...labels(box, language).map(({ line, at, style }) =>
      element('text', { x: x + at.x, y: y + at.y, class: style }, [text(line)]),
    ),
  ]);
}

interface Label {
  readonly line: string;
  readonly at: { readonly x: number; readonly y: number };
  readonly style: string;
}

function labels(box: Box, language: 'en' | 'ja'): readonly Label[] {
  const line = (words: string, y: number, style = 'name', x = 9): Label => ({
    line: fit(words, (box.width - 14) / (style === 'name' ? 6.6 : 6)),
    at: { x, y },
    style,
  });
  const named = (id: string, none: PageWord): string => (id === '' ? pageWord(none, language) : id);
  switch (box.kind) {
    case 'region':
      return [line(named(box.id, 'unknownRegion'), 19)];
    case 'vpc':
      return [line(`${shortId(box.id)}  ${box.note}`, 19)];
    case 'zone':
      return [line(named(box.id, 'unknownZone'), 16, 'note')];
    case 'subnet':
      return [
        line(shortId(box.id), 15),
        line(box.note, 29, 'note'),
        ...(box.hidden > 0
          ? [line(pageWord('moreThings', language, { count: box.hidden }), box.height - 8, 'note')]
          : []),
      ];
    case 'thing': {
      const kind =
        box.thing === undefined || box.thing === 'aws' || box.thing === 'internet' ? '' : box.thing;
      return [line(`${kind === '' ? '' : thingWords[kind][language]} · ${shortId(box.id)}`, 17)];
    }
    case 'outside':
      return [line(pageWord(box.thing === 'internet' ? 'internet' : 'aws', language), 28)];
  }
}

/** `app["a"]` of `aws_subnet.app["a"]`, `net.app` of `module.net.aws_subnet.app`. */
export function shortId(id: string): string {
  return id.replaceAll(/(^|\.)module\./g, '$1').replace(/(^|\.)(data\.)?aws_[a-z0-9_]+\./, '$1');
}

/** Wide letters take two places. */
function fit(words: string, lettersMax: number): string {
  let room = lettersMax;
  let shown = '';
  for (const letter of words) {
    room -= /[\u2e80-\u9fff\uff00-\uff60]/.test(letter) ? 1.9 : 1;
    if (room < 1) return `${shown}…`;
    shown += letter;
  }
  return shown;
}
