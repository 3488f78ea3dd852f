import { describe, expect, it } from 'vitest';
import { style } from './style.ts';

type Colours = ReadonlyMap<string, string>;

/** The colours by name: of the light scheme, and of the dark one laid over it. */
function coloursOf(text: string): Colours {
  return new Map(
    [...text.matchAll(/--([\w-]+):\s*(#[0-9a-f]{3,6})/g)].map((match) => [match[1] ?? '', match[2] ?? '']),
  );
}

const dark = style.indexOf('@media (prefers-color-scheme');
const end = style.indexOf('* {', dark) < 0 ? style.indexOf('*{', dark) : style.indexOf('* {', dark);
const light = coloursOf(style.slice(0, dark));
const schemes: Readonly<Record<string, Colours>> = {
  light,
  dark: new Map([...light, ...coloursOf(style.slice(dark, end))]),
};

/** @see https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(colour: string): number {
  const digits =
    colour.length === 4 ? [...colour.slice(1)].map((digit) => digit + digit).join('') : colour.slice(1);
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const part = Number.parseInt(digits.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [bright = 0, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (bright + 0.05) / (darker + 0.05);
}

const states = ['vpc', 'gateway', 'aws', 'internet', 'blocked', 'undetermined'];
const pairs: readonly (readonly [string, string])[] = [
  ['ink', 'bg'],
  ['ink', 'panel'],
  ['ink', 'thing'],
  ['ink', 'gateway-bg'],
  ['ink', 'aws-bg'],
  ['soft', 'bg'],
  ['soft', 'panel'],
  ...states.flatMap((state): readonly (readonly [string, string])[] => [
    [state, `${state}-bg`],
    [state, 'panel'],
    [state, 'bg'],
  ]),
];

describe('words can be read: contrast of 4.5 or more (WCAG 2.2, 1.4.3)', () => {
  const rows = Object.keys(schemes).flatMap((scheme) => pairs.map((pair) => [scheme, ...pair] as const));

  it.each(rows)('%s: %s on %s', (scheme, ink, ground) => {
    const colours = schemes[scheme];
    const [front, back] = [colours?.get(ink), colours?.get(ground)];
    if (front === undefined || back === undefined) throw new Error(`no colour ${ink} or ${ground}`);
    expect(contrast(front, back)).toBeGreaterThanOrEqual(4.5);
  });
});
