import type { NetworkMap, RegionOnMap, SubnetOnMap, ThingOnMap, VpcOnMap, ZoneOnMap } from '../json/map.ts';

export type BoxKind = 'region' | 'vpc' | 'zone' | 'subnet' | 'thing' | 'outside';

/** One rectangle of the map, in pixels. */
export interface Box {
  /** `aws_subnet.a|aws_instance.web`: one thing may stand in several subnets. */
  readonly key: string;
  readonly kind: BoxKind;
  readonly id: string;
  readonly thing: ThingOnMap['kind'] | 'aws' | 'internet' | undefined;
  readonly subnet: string;
  readonly zone: string;
  readonly note: string;
  /** Things of a subnet that are not drawn. */
  readonly hidden: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface MapLayout {
  readonly width: number;
  readonly height: number;
  /** Containers before what they hold. */
  readonly boxes: readonly Box[];
}

const thing = { width: 226, height: 26, gap: 6 } as const;
const pad = 10;
const head = { subnet: 36, zone: 24, vpc: 28, region: 28 } as const;
const edgeWidth = 226;
const outside = { width: 120, height: 46, gap: 44 } as const;
const margin = 8;
/** Things of one subnet that are drawn; the others are counted. */
export const thingsMax: number = 8;

/** Zones are columns, subnets stand in them, gateways on the right edge of their VPC, AWS and the Internet outside. */
export function layoutMap(map: NetworkMap): MapLayout {
  const boxes: Box[] = [];
  let y = margin;
  let right = 0;
  for (const region of map.regions) {
    const size = placeRegion(region, margin, y, boxes);
    right = Math.max(right, margin + size.width);
    y += size.height + pad;
  }
  const x = right + outside.gap;
  const middle = Math.max(margin + 50, y / 3);
  for (const [index, id] of (['aws', 'internet'] as const).entries()) {
    boxes.push({
      ...blank,
      key: id,
      kind: 'outside',
      id,
      thing: id,
      x,
      y: middle + index * (outside.height + 60),
      width: outside.width,
      height: outside.height,
    });
  }
  return {
    width: x + outside.width + margin,
    height: Math.max(y, middle + 2 * outside.height + 60 + margin),
    boxes,
  };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const blank = { thing: undefined, subnet: '', zone: '', note: '', hidden: 0 } as const;

/** Containers are pushed before their content is placed, and get their size afterwards. */
function container(boxes: Box[], box: Omit<Box, 'width' | 'height'>, place: () => Size): Size {
  const index = boxes.length;
  boxes.push({ ...box, width: 0, height: 0 });
  const size = place();
  boxes[index] = { ...box, ...size };
  return size;
}

function placeRegion(region: RegionOnMap, x: number, y: number, boxes: Box[]): Size {
  const box = { ...blank, key: `region:${region.name}`, kind: 'region', id: region.name, x, y } as const;
  return container(boxes, box, () => {
    let top = y + head.region;
    let width = 0;
    for (const vpc of region.vpcs) {
      const size = placeVpc(vpc, x + pad, top, boxes);
      top += size.height + pad;
      width = Math.max(width, size.width);
    }
    return { width: width + 2 * pad, height: top - y };
  });
}

function placeVpc(vpc: VpcOnMap, x: number, y: number, boxes: Box[]): Size {
  const box = { ...blank, key: `vpc:${vpc.id}`, kind: 'vpc', id: vpc.id, note: vpc.cidr, x, y } as const;
  return container(boxes, box, () => {
    let left = x + pad;
    let height = head.vpc + pad;
    for (const zone of vpc.zones) {
      const size = placeZone(zone, left, y + head.vpc, boxes);
      left += size.width + pad;
      height = Math.max(height, head.vpc + size.height + pad);
    }
    if (vpc.edges.length > 0) {
      placeThings(vpc.edges, '', '', left, y + head.vpc, edgeWidth, boxes);
      left += edgeWidth + pad;
      height = Math.max(height, head.vpc + vpc.edges.length * (thing.height + thing.gap) + pad);
    }
    return { width: Math.max(left - x, 260), height };
  });
}

function placeZone(zone: ZoneOnMap, x: number, y: number, boxes: Box[]): Size {
  const box = { ...blank, key: `zone:${zone.name}:${x}:${y}`, kind: 'zone', id: zone.name, x, y } as const;
  return container(boxes, box, () => {
    let top = y + head.zone;
    for (const subnet of zone.subnets)
      top += placeSubnet(subnet, zone.name, x + pad, top, boxes).height + pad;
    return { width: thing.width + 4 * pad, height: top - y };
  });
}

function placeSubnet(subnet: SubnetOnMap, zone: string, x: number, y: number, boxes: Box[]): Size {
  const { id, cidr, things } = subnet;
  const hidden = Math.max(0, things.length - thingsMax);
  const box = {
    ...blank,
    key: `subnet:${id}`,
    kind: 'subnet',
    id,
    subnet: id,
    zone,
    note: cidr,
    hidden,
    x,
    y,
  } as const;
  return container(boxes, box, () => {
    const count = Math.min(things.length, thingsMax);
    placeThings(things.slice(0, thingsMax), id, zone, x + pad, y + head.subnet, thing.width, boxes);
    const rest = hidden > 0 ? 18 : 0;
    return {
      width: thing.width + 2 * pad,
      height: head.subnet + count * (thing.height + thing.gap) + rest + 4,
    };
  });
}

function placeThings(
  things: readonly ThingOnMap[],
  subnet: string,
  zone: string,
  x: number,
  y: number,
  width: number,
  boxes: Box[],
): void {
  for (const [index, { id, kind }] of things.entries()) {
    boxes.push({
      key: `${subnet}|${id}`,
      kind: 'thing',
      id,
      thing: kind,
      subnet,
      zone,
      note: '',
      hidden: 0,
      x,
      y: y + index * (thing.height + thing.gap),
      width,
      height: thing.height,
    });
  }
}
