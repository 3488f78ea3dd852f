import type { CallJson } from '../json/contract.ts';
import type { Box, MapLayout } from './layout.ts';

/** Finds the boxes of one map by what they stand for. */
export class BoxFinder {
  readonly #byKey: ReadonlyMap<string, Box>;
  readonly #byId: ReadonlyMap<string, readonly Box[]>;

  constructor(layout: MapLayout) {
    this.#byKey = new Map(layout.boxes.map((box) => [box.key, box]));
    const byId = new Map<string, Box[]>();
    for (const box of layout.boxes) {
      if (box.kind === 'thing') byId.set(box.id, [...(byId.get(box.id) ?? []), box]);
    }
    this.#byId = byId;
  }

  /** The boxes that a call passes, in order; of several copies the nearest one (AZ-1: the own zone first). */
  pathOf(call: CallJson): readonly string[] {
    const deciding = call.paths[0];
    const subnet = deciding?.subnets[0] ?? '';
    const start = this.#byKey.get(`${subnet}|${call.workload}`) ?? this.#byKey.get(`subnet:${subnet}`);
    if (start === undefined) return [];
    const components = call.hops
      .filter((hop) => hop.direction === 'forward')
      .map((hop) => hop.component)
      .concat(call.viaComponent);
    const passed = components.flatMap((id) => this.#nearest(id, start));
    const end = call.verdict === 'reachable' ? this.#outside(call) : [];
    return [...new Set([start.key, ...passed.map(({ key }) => key), ...end])];
  }

  #nearest(id: string, start: Box): readonly Box[] {
    const copies = this.#byId.get(id) ?? [];
    const found =
      copies.find((box) => box.subnet === start.subnet) ??
      copies.find((box) => box.zone === start.zone) ??
      copies[0];
    return found === undefined ? [] : [found];
  }

  #outside({ privacy, via }: CallJson): readonly string[] {
    if (via === 'local' || via === 'none') return [];
    return [privacy === 'internet' ? 'internet' : 'aws'];
  }
}
