import { type Coefficients, type Constraint, solve } from 'yalps';
import { compareText } from '../base/ordered.ts';

/**
 * The choice between endpoints and NAT gateways as an integer programme (ADR 11). Amounts are US dollars a
 * month as numbers: whoever asks computes the chosen plan again in decimals.
 */
export interface OptimumProblem {
  readonly endpoints: readonly EndpointChoice[];
  readonly nats: readonly NatChoice[];
  /** By Region; a Region that is missing has no price for data. */
  readonly tiers: ReadonlyMap<string, EndpointTiers>;
}

/** The interface endpoint of one service in one VPC. */
export interface EndpointChoice {
  readonly key: string;
  readonly vpc: string;
  readonly region: string;
  readonly state: ChoiceState;
  /** What it costs as soon as it is there: the hours of the ENIs that come with it. */
  readonly usd: number;
  /** AZs in which an ENI may be added; each has callers, or could stand for those of others. */
  readonly zones: readonly ZoneChoice[];
  /** At least one of `zones` must be taken: it has no ENI yet. */
  readonly needsZone: boolean;
  /** GB a month that it processes. Missing usage counts as nothing. */
  readonly gb: number;
  /** How its calls go without it, each with what their data cost then. Empty = they would not go at all. */
  readonly otherwise: readonly OtherWay[];
}

export type ChoiceState = 'must' | 'may' | 'must-not';

export interface ZoneChoice {
  readonly zone: string;
  /** Hours of one ENI. */
  readonly usd: number;
  /** What the callers of this AZ pay to reach an ENI in another one (AZ-2). */
  readonly crossingUsd: number;
}

export interface OtherWay {
  /** `undefined` = a way that is there and costs nothing by the hour. */
  readonly nat: string | undefined;
  readonly usd: number;
}

export interface NatChoice {
  readonly key: string;
  readonly vpc: string;
  readonly state: ChoiceState;
  readonly usd: number;
}

/** PR-2: tiers hold over all interface endpoints of a Region. */
export interface EndpointTiers {
  /** GB of endpoints about which nothing is decided. */
  readonly alreadyGb: number;
  /** In order; the last one may have no end. */
  readonly tiers: readonly { readonly upToGb: number | undefined; readonly usdPerGb: number }[];
}

export interface Optimum {
  /** Keys of the endpoints that are to be there, with the AZs that are added to each; sorted. */
  readonly endpoints: ReadonlyMap<string, readonly string[]>;
  readonly nats: ReadonlySet<string>;
}

/**
 * The cheapest choice, exactly. Ties: an endpoint before a NAT gateway, then the order of the zones.
 *
 * @returns `undefined` when some call has no way left
 */
export function findOptimum(problem: OptimumProblem): Optimum | undefined {
  const endpoints = new Map<string, readonly string[]>();
  const nats = new Set<string>();
  for (const part of independentParts(problem)) {
    const programme = new Programme(part);
    const values = programme.solve();
    if (values === undefined) return undefined;
    for (const choice of part.endpoints)
      if (values.has(endpointName(choice))) endpoints.set(choice.key, zonesTaken(choice, values));
    for (const nat of part.nats) if (values.has(natName(nat))) nats.add(nat.key);
  }
  return { endpoints: new Map([...endpoints].sort(([a], [b]) => compareText(a, b))), nats };
}

function zonesTaken(choice: EndpointChoice, values: ReadonlySet<string>): readonly string[] {
  return choice.zones.filter((zone) => values.has(zoneName(choice, zone))).map(({ zone }) => zone);
}

/** VPCs decide for themselves, unless the tiers of their Region can be passed: then together. */
function independentParts(problem: OptimumProblem): readonly OptimumProblem[] {
  const isJoined = (region: string) => passesTiers(region, problem);
  const partOf = (region: string | undefined, vpc: string) =>
    region !== undefined && isJoined(region) ? `region ${region}` : `vpc ${vpc}`;
  const regionOf = new Map(problem.endpoints.map(({ vpc, region }) => [vpc, region]));
  const parts = new Map<string, { endpoints: EndpointChoice[]; nats: NatChoice[] }>();
  const part = (key: string) => {
    const found = parts.get(key) ?? { endpoints: [], nats: [] };
    parts.set(key, found);
    return found;
  };
  for (const choice of problem.endpoints) part(partOf(choice.region, choice.vpc)).endpoints.push(choice);
  for (const nat of problem.nats) part(partOf(regionOf.get(nat.vpc), nat.vpc)).nats.push(nat);
  return [...parts.values()].map((found) => ({ ...found, tiers: problem.tiers }));
}

/** Can the GB of all its endpoints together lie in more than one tier? */
function passesTiers(region: string, { endpoints, tiers }: OptimumProblem): boolean {
  const found = tiers.get(region);
  if (found === undefined) return false;
  const most = endpoints.reduce(
    (gb, choice) => (choice.region === region ? gb + choice.gb : gb),
    found.alreadyGb,
  );
  return found.tiers.some(({ upToGb }) => upToGb !== undefined && upToGb > found.alreadyGb && upToGb < most);
}

/** Smaller than any difference of money, so that it only decides between equals. */
const tie = 1e-7;

/** Amounts of data enter in TB, which keeps the numbers of the programme near to each other. */
const gbPerTb = 1000;

const endpointName = ({ key }: EndpointChoice): string => `e ${key}`;
const zoneName = ({ key }: EndpointChoice, { zone }: ZoneChoice): string => `z ${key} ${zone}`;
const natName = ({ key }: NatChoice): string => `n ${key}`;

class Programme {
  readonly #variables = new Map<string, Map<string, number>>();
  readonly #constraints = new Map<string, Constraint>();
  readonly #binaries = new Set<string>();

  constructor(problem: OptimumProblem) {
    const joined = new Set<string>();
    for (const { region } of problem.endpoints) if (passesTiers(region, problem)) joined.add(region);
    for (const nat of problem.nats) this.#addNat(nat);
    for (const choice of problem.endpoints) this.#addEndpoint(choice, problem, joined);
    for (const region of joined) this.#addTiers(region, problem);
  }

  /** @returns names of the binaries that are 1; `undefined` = there is no solution */
  solve(): ReadonlySet<string> | undefined {
    if (this.#variables.size === 0) return new Set();
    const answer = solve(
      {
        direction: 'minimize',
        objective: 'usd',
        constraints: this.#constraints,
        variables: [...this.#variables].map(([name, values]): readonly [string, Coefficients<string>] => [
          name,
          values,
        ]),
        binaries: this.#binaries,
      },
      { maxIterations: 1_000_000 },
    );
    if (answer.status !== 'optimal') return undefined;
    return new Set(answer.variables.flatMap(([name, value]) => (value > 0.5 ? [name] : [])));
  }

  #binary(name: string, usd: number): void {
    this.#binaries.add(name);
    this.#put(name, 'usd', usd);
  }

  #put(variable: string, constraint: string, value: number): void {
    const values = this.#variables.get(variable) ?? new Map<string, number>();
    values.set(constraint, (values.get(constraint) ?? 0) + value);
    this.#variables.set(variable, values);
  }

  #fix(name: string, state: ChoiceState): void {
    if (state === 'may') return;
    this.#constraints.set(`fix ${name}`, { equal: state === 'must' ? 1 : 0 });
    this.#put(name, `fix ${name}`, 1);
  }

  #addNat(nat: NatChoice): void {
    this.#binary(natName(nat), nat.usd);
    this.#fix(natName(nat), nat.state);
  }

  #addEndpoint(choice: EndpointChoice, problem: OptimumProblem, joined: ReadonlySet<string>): void {
    const name = endpointName(choice);
    const saved = choice.otherwise.reduce((usd, way) => usd + way.usd, 0);
    const data = joined.has(choice.region) ? 0 : choice.gb * priceInOneTier(choice.region, problem);
    const crossing = choice.zones.reduce((usd, zone) => usd + zone.crossingUsd, 0);
    this.#binary(name, choice.usd + data + crossing - saved - tie);
    this.#fix(name, choice.otherwise.length === 0 && choice.state === 'may' ? 'must' : choice.state);
    if (joined.has(choice.region)) this.#put(name, `data ${choice.region}`, choice.gb / gbPerTb);
    this.#addZones(choice);
    for (const nat of new Set(choice.otherwise.flatMap((way) => way.nat ?? []))) {
      const carried = `carried ${choice.key} ${nat}`;
      this.#constraints.set(carried, { min: 1 });
      this.#put(name, carried, 1);
      this.#put(`n ${nat}`, carried, 1);
    }
  }

  /** An ENI belongs to its endpoint, and an endpoint without an ENI is none. */
  #addZones(choice: EndpointChoice): void {
    const name = endpointName(choice);
    choice.zones.forEach((zone, rank) => {
      const own = zoneName(choice, zone);
      const belongs = `belongs ${own}`;
      this.#binary(own, zone.usd - zone.crossingUsd + tie * rank);
      this.#constraints.set(belongs, { min: 0 });
      this.#put(name, belongs, 1);
      this.#put(own, belongs, -1);
      if (choice.needsZone) this.#put(own, `somewhere ${choice.key}`, 1);
    });
    if (!choice.needsZone) return;
    this.#constraints.set(`somewhere ${choice.key}`, { min: 0 });
    this.#put(name, `somewhere ${choice.key}`, -1);
  }

  /**
   * Later tiers are cheaper, so a tier may only be used when those before it are full: one binary for each
   * edge says whether it is reached.
   */
  #addTiers(region: string, { tiers }: OptimumProblem): void {
    const { alreadyGb, tiers: list } = tiers.get(region) ?? { alreadyGb: 0, tiers: [] };
    const open = list.filter(({ upToGb }) => upToGb === undefined || upToGb > alreadyGb);
    this.#constraints.set(`data ${region}`, { equal: 0 });
    let from = alreadyGb;
    open.forEach(({ upToGb, usdPerGb }, i) => {
      const amount = `t ${region} ${i}`;
      const width = ((upToGb ?? Number.MAX_SAFE_INTEGER / 1e6) - from) / gbPerTb;
      this.#put(amount, 'usd', usdPerGb * gbPerTb);
      this.#put(amount, `data ${region}`, -1);
      if (i > 0) this.#bound(amount, `r ${region} ${i}`, width, 'max');
      if (upToGb === undefined || i === open.length - 1) return;
      if (i === 0) this.#limit(amount, width);
      this.#bound(amount, `r ${region} ${i + 1}`, width, 'min');
      from = upToGb;
    });
  }

  #limit(amount: string, width: number): void {
    this.#constraints.set(`limit ${amount}`, { max: width });
    this.#put(amount, `limit ${amount}`, 1);
  }

  /** `amount` is at most, or at least, `width` times the binary `reached`. */
  #bound(amount: string, reached: string, width: number, side: 'max' | 'min'): void {
    const name = `${side} ${amount} ${reached}`;
    this.#binaries.add(reached);
    this.#constraints.set(name, side === 'max' ? { max: 0 } : { min: 0 });
    this.#put(amount, name, 1);
    this.#put(reached, name, -width);
  }
}

function priceInOneTier(region: string, { tiers }: OptimumProblem): number {
  const found = tiers.get(region);
  const tier = found?.tiers.find(({ upToGb }) => upToGb === undefined || upToGb > found.alreadyGb);
  return tier?.usdPerGb ?? 0;
}
