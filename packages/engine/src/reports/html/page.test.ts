import { describe, expect, it } from 'vitest';
import { sampleCalls, sampleDiagnostics, sampleWorkloads } from '../../../test/sample-answers.ts';
import type { CallJson, CheckJson } from '../json/contract.ts';
import type { NetworkMap, ThingOnMap } from '../json/map.ts';
import { toCheckJson } from '../json/reports.ts';
import { BoxFinder } from './drawn-path.ts';
import { type Box, layoutMap, thingsMax } from './layout.ts';
import { toHtml } from './page.ts';

const settings = { language: 'en', directory: 'infra', version: '1.2.3' } as const;

function checkOf(): CheckJson {
  return toCheckJson(
    { workloads: sampleWorkloads, calls: sampleCalls, diagnostics: sampleDiagnostics },
    'en',
  );
}

function things(count: number): readonly ThingOnMap[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `aws_instance.i[${index}]`,
    kind: 'ec2-instance',
  }));
}

const map: NetworkMap = {
  regions: [
    {
      name: 'ap-northeast-1',
      vpcs: [
        {
          id: 'aws_vpc.shop',
          cidr: '10.0.0.0/16',
          zones: [
            {
              name: 'ap-northeast-1a',
              subnets: [
                {
                  id: 'aws_subnet.app["a"]',
                  cidr: '10.0.1.0/24',
                  things: [{ id: 'aws_ecs_service.shop', kind: 'ecs-fargate' }],
                },
                { id: 'aws_subnet.many', cidr: '10.0.2.0/24', things: things(thingsMax + 5) },
              ],
            },
            { name: '', subnets: [{ id: 'aws_subnet.ops', cidr: '', things: things(2) }] },
          ],
          edges: [{ id: 'aws_internet_gateway.shop', kind: 'internet-gateway' }],
        },
        { id: 'aws_vpc.empty', cidr: '', zones: [], edges: [] },
      ],
    },
    { name: '', vpcs: [] },
  ],
};

/** What stands in the page's data. */
function dataOf(html: string): {
  readonly calls: readonly { readonly b: readonly string[]; readonly h: readonly number[] }[];
  readonly hops: readonly unknown[];
} {
  return JSON.parse(/<script type="application\/json" id="data">(.*?)<\/script>/s.exec(html)?.[1] ?? '');
}

describe('the page', () => {
  const html = toHtml(checkOf(), map, settings);

  it('needs nothing from anywhere, and says so to the browser', () => {
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/\b(src|href)="(?!#)/);
    expect(html).not.toMatch(/@import|url\((?!#)|fetch\(|XMLHttpRequest/);
  });

  it('every cell is a button with words for readers who do not see it, and a ticket', () => {
    const buttons = [...html.matchAll(/<button [^>]*aria-label="([^"]+)"/g)];
    const { calls, hops } = dataOf(html);
    expect(buttons.length).toBe(calls.length);
    expect(buttons.length).toBeGreaterThan(5);
    for (const { h } of calls) for (const number of h) expect(hops[number]).toBeDefined();
  });

  it('ways lead over boxes that are on the map, from the workload on', () => {
    const keys = new Set(layoutMap(map).boxes.map(({ key }) => key));
    const { calls } = dataOf(html);
    for (const { b } of calls) for (const key of b) expect(keys).toContain(key);
    expect(calls.some(({ b }) => b[0] === 'aws_subnet.app["a"]|aws_ecs_service.shop')).toBe(true);
  });

  it('text of the user stays text', () => {
    const hostile = '</script><img src=x onerror=alert(1)>';
    const check = checkOf();
    const workloads = check.workloads.map((workload) => ({ ...workload, id: hostile }));
    const calls = check.calls.map((call) => ({ ...call, workload: hostile, service: hostile }));
    const page = toHtml({ ...check, workloads, calls }, map, { ...settings, directory: hostile });
    expect(page).not.toContain('<img');
    expect(page.match(/<\/script>/g)?.length).toBe(2);
  });

  it('an empty network has a page, too', () => {
    const empty = toCheckJson({ workloads: [], calls: [], diagnostics: [] }, 'ja');
    const page = toHtml(empty, { regions: [] }, { ...settings, language: 'ja' });
    expect(page).toContain('<html lang="ja">');
    expect(page).toContain('ワークロードが見つからない');
  });
});

describe('the way on the map', () => {
  const endpoint: ThingOnMap = { id: 'aws_vpc_endpoint.logs', kind: 'interface-endpoint' };
  const subnets = ['aws_subnet.a', 'aws_subnet.b', 'aws_subnet.c'];
  const zoned = layoutMap({
    regions: [
      {
        name: 'ap-northeast-1',
        vpcs: [
          {
            id: 'aws_vpc.shop',
            cidr: '',
            zones: ['1a', '1c'].map((zone, index) => ({
              name: zone,
              subnets: subnets
                .filter((_, at) => (at === 2 ? 1 : at) === index)
                .map((id) => ({
                  id,
                  cidr: '',
                  things: [
                    { id: 'aws_lambda_function.f', kind: 'lambda-vpc' as const },
                    ...(id === 'aws_subnet.b' ? [] : [endpoint]),
                  ],
                })),
            })),
            edges: [],
          },
        ],
      },
    ],
  });
  const finder = new BoxFinder(zoned);

  it.each([
    ['aws_subnet.a', 'aws_subnet.a', 'the endpoint in the own subnet'],
    ['aws_subnet.b', 'aws_subnet.c', 'else the one in the own zone'],
    ['aws_subnet.c', 'aws_subnet.c', 'not the first one of all'],
  ])('from %s leads over %s: %s', (from, over) => {
    const [sample] = checkOf().calls;
    const path = sample?.paths[0];
    if (sample === undefined || path === undefined) throw new Error('no sample');
    const call: CallJson = {
      ...sample,
      workload: 'aws_lambda_function.f',
      verdict: 'reachable',
      privacy: 'vpc',
      via: 'interface-endpoint',
      viaComponent: endpoint.id,
      hops: [],
      paths: [{ ...path, subnets: [from] }],
    };
    expect(finder.pathOf(call)).toEqual([`${from}|aws_lambda_function.f`, `${over}|${endpoint.id}`, 'aws']);
  });
});

describe('the map', () => {
  const { boxes, width, height } = layoutMap(map);
  const inside = (inner: Box, outer: Box): boolean =>
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height;
  const apart = (a: Box, b: Box): boolean =>
    a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;

  it('no two boxes overlap unless one holds the other', () => {
    for (const [index, a] of boxes.entries()) {
      for (const b of boxes.slice(index + 1)) {
        expect([a.key, b.key, apart(a, b) || inside(b, a)]).toEqual([a.key, b.key, true]);
      }
    }
  });

  it('everything is on the paper', () => {
    const paper = { ...boxes[0], x: 0, y: 0, width, height } as Box;
    for (const box of boxes) expect([box.key, inside(box, paper)]).toEqual([box.key, true]);
  });

  it('counts what it does not draw', () => {
    expect(boxes.find(({ key }) => key === 'subnet:aws_subnet.many')?.hidden).toBe(5);
    expect(toHtml(checkOf(), map, settings)).toContain('5 more');
  });
});
