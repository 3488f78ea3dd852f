import { invariant } from '../base/invariant.ts';
import type { Catalog } from '../catalog/create-catalog.ts';
import { type AddressFamily, parseIpv4, parseIpv6 } from '../ip/address.ts';
import { setOfAddress } from '../ip/ip-set.ts';
import type { HostedZone, Network, Vpc, VpcEndpoint } from '../model/network.ts';
import { awsResolver, resolverProblem } from './aws-resolver.ts';
import { undetermined } from './doubts.ts';
import { endpointAnswers, hasNoInterface, noFamily, resolveEndpointName } from './endpoint-answers.ts';
import {
  isWithin,
  type MatchingRule,
  matchingRules,
  type PrivateZone,
  privateZones,
} from './hosted-zones.ts';
import { type EndpointZone, endpointZones } from './private-names.ts';
import type { MissingName, NameAnswer, Question, Resolution, ResolutionStep } from './resolution.ts';
import { recordFor } from './zone-records.ts';

/** A CNAME chain longer than this is a loop or may as well be one. */
const otherNamesMax = 8;

/**
 * What a client in a VPC is answered when it asks for a name.
 *
 * The resolver of the VPC takes the most specific of: resolver rules, private hosted zones, the hidden zones
 * of interface endpoints with private DNS; then public DNS (DNS-4). A private zone that matches and has no
 * record ends the search (DNS-5). Three-valued: what hangs on a value that is not known stays open, with that
 * value.
 *
 * @param families which record types the client asks for
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver.html
 */
export function resolveName(
  network: Network,
  catalog: Catalog,
  vpc: Vpc,
  hostname: string,
  families: readonly AddressFamily[],
): Resolution {
  const name = hostname.toLowerCase().replace(/\.$/, '');
  const literal = literalAnswer(name);
  if (literal !== undefined) return literal;
  const resolver = new Resolver(network, catalog, vpc);
  const question: Question = { name, host: catalog.classifyHostname(name), families };
  return resolverProblem(vpc, name, () => resolver.intended(question)) ?? resolver.ask(question, []);
}

function literalAnswer(name: string): Resolution | undefined {
  const ipv4 = parseIpv4(name);
  const ipv6 = ipv4 === undefined ? parseIpv6(name.replace(/^\[(.*)\]$/, '$1')) : undefined;
  const address = ipv4 ?? ipv6;
  if (address === undefined) return undefined;
  const family = ipv4 === undefined ? 'ipv6' : 'ipv4';
  const code = 'DNS_LITERAL_ADDRESS';
  const step: ResolutionStep = {
    code,
    outcome: 'pass',
    component: name,
    decided: name,
    facts: { name },
    rules: [],
    origin: undefined,
  };
  return {
    kind: 'answer',
    answers: [{ kind: 'addresses', family, set: setOfAddress(family, address) }],
    steps: [step],
  };
}

type Zone = EndpointZone | PrivateZone;

/** The resolver of one VPC. */
class Resolver {
  readonly #network: Network;
  readonly #catalog: Catalog;
  readonly #vpc: Vpc;

  constructor(network: Network, catalog: Catalog, vpc: Vpc) {
    this.#network = network;
    this.#catalog = catalog;
    this.#vpc = vpc;
  }

  /** @param asked names of the chain before this one */
  ask(question: Question, asked: readonly string[]): Resolution {
    const { name, host } = question;
    if (host.kind === 'endpoint') {
      return resolveEndpointName(this.#network, this.#catalog, this.#vpc, question, host);
    }
    const hidden = endpointZones(this.#network, this.#catalog, this.#vpc, question);
    const zones: readonly Zone[] = [...hidden.zones, ...privateZones(this.#network, this.#vpc, name)];
    const rules = matchingRules(this.#network, this.#vpc, name);
    const certainZones = closest(zones.filter(({ doubts }) => doubts.length === 0));
    const certainRule = strongestRule(rules.filter(({ doubts }) => doubts.length === 0));
    const reach = certainZones[0] === undefined ? -1 : depthOf(certainZones[0]);
    const open = openDoubts(zones, rules, reach, certainRule);
    if (open.length > 0) return undetermined(open, ['DNS-4', 'ENG-2'], hidden.remarks);
    if (certainRule?.forwards === true && depthOf(certainRule) >= reach) return forwarded(certainRule, name);
    const [winner, rival] = certainZones;
    if (winner !== undefined && rival !== undefined) return conflict(question, certainZones);
    if (winner?.kind === 'endpoint') return this.#captured(question, winner.endpoint, winner.claimed);
    if (winner !== undefined) return this.#inZone(question, winner.zone, asked);
    return this.#inPublicDns(question, hidden.remarks, asked);
  }

  /** EX-8: where the name should lead, had the resolver answered. */
  intended(question: Question): readonly NameAnswer[] {
    const answer = this.ask(question, []);
    return answer.kind === 'answer' ? answer.answers : [];
  }

  /** DNS-3, DNS-7: every call of the VPC to this name goes to the endpoint. */
  #captured(question: Question, endpoint: VpcEndpoint, claimed: string): Resolution {
    const { name, host, families } = question;
    const origin = endpoint.origins.privateDnsEnabled ?? endpoint.origin;
    const about = { vpcEndpoint: endpoint.id, name };
    if (hasNoInterface(endpoint)) return this.#capturedByNobody(endpoint);
    const steps: ResolutionStep[] = [
      {
        code: 'DNS_PRIVATE_ANSWER',
        outcome: 'pass',
        component: endpoint.id,
        decided: claimed,
        facts: { ...about, zone: claimed, ...confidenceFact(question) },
        rules: ['DNS-3', 'DNS-7'],
        origin,
      },
    ];
    if (host.kind === 'service' && host.service.short === 'execute-api') {
      // A private API is meant to be reached so; the default name of a public one is not (DNS-18).
      const code = 'DNS_WILDCARD_SHADOWS_PUBLIC_API';
      steps.push({
        code,
        outcome: 'pass',
        component: endpoint.id,
        decided: claimed,
        facts: about,
        rules: ['DNS-18'],
        origin,
      });
    }
    const answers = endpointAnswers(endpoint, families, 'private');
    if (answers.length === 0) return noFamily(question, endpoint, steps, ['DNS-5', 'V6-1']);
    return { kind: 'answer', answers, steps };
  }

  /** IF-17: whether such an endpoint captures its names is not documented; it certainly serves nobody. */
  #capturedByNobody(endpoint: VpcEndpoint): Resolution {
    const origin = endpoint.origins.subnets ?? endpoint.origin;
    const missing = { code: 'VPCE_ENDPOINT_NO_SUBNET', what: endpoint.id, unknown: undefined, origin };
    return undetermined([missing], ['IF-17']);
  }

  /** DNS-5: the zone answers, or nothing does. */
  #inZone(question: Question, zone: HostedZone, asked: readonly string[]): Resolution {
    const found = this.#fromRecords(question, zone, asked);
    if (found !== undefined) return found;
    const { name, families } = question;
    const code = 'DNS_ZONE_SHADOWS_SERVICE';
    const recordType = families.map((family) => (family === 'ipv4' ? 'A' : 'AAAA')).join(', ');
    const facts = { hostedZone: zone.id, zone: nameOf(zone), name, recordType };
    const rules = ['DNS-5'];
    const { origin } = zone;
    return {
      kind: 'no-answer',
      steps: [{ code, outcome: 'block', component: zone.id, decided: nameOf(zone), facts, rules, origin }],
      blocker: { code, component: zone.id, facts, rules, origin, mend: 'ADD_ZONE_RECORD' },
      intended: this.#withoutZone(zone).intended(question),
    };
  }

  #withoutZone(zone: HostedZone): Resolver {
    const hostedZones = new Map([...this.#network.hostedZones].filter(([id]) => id !== zone.id));
    return new Resolver({ ...this.#network, hostedZones }, this.#catalog, this.#vpc);
  }

  /** @returns `undefined` = no record of the name in any family that was asked */
  #fromRecords(question: Question, zone: HostedZone, asked: readonly string[]): Resolution | undefined {
    const answers: NameAnswer[] = [];
    const steps: ResolutionStep[] = [];
    const missing: MissingName[] = [];
    for (const family of question.families) {
      const found = recordFor(this.#network, zone, question.name, family);
      if (found.kind === 'nothing') continue;
      if (found.kind === 'open') {
        missing.push(...found.missing);
        continue;
      }
      const value = found.kind === 'other-name' ? found.name : question.name;
      steps.push(overrides(zone, question.name, value, found.record.origin));
      if (found.kind === 'answer') answers.push(found.answer);
      else {
        const next = this.#askOtherName(question, found.name, family, asked);
        steps.push(...next.steps);
        if (next.kind === 'undetermined') missing.push(...next.missing);
        else if (next.kind === 'no-answer') return next;
        else answers.push(...next.answers);
      }
    }
    if (missing.length > 0) return undetermined(missing, ['DNS-5', 'ENG-2'], steps);
    return answers.length === 0 ? undefined : { kind: 'answer', answers, steps: distinct(steps) };
  }

  #askOtherName(
    question: Question,
    name: string,
    family: AddressFamily,
    asked: readonly string[],
  ): Resolution {
    const chain = [...asked, question.name];
    if (chain.includes(name) || chain.length > otherNamesMax) return loop(question.name, chain);
    const next: Question = { name, host: this.#catalog.classifyHostname(name), families: [family] };
    return this.ask(next, chain);
  }

  #inPublicDns(question: Question, remarks: readonly ResolutionStep[], asked: readonly string[]): Resolution {
    const { name, host, families } = question;
    const own = this.#inOwnPublicZone(question, asked);
    if (own !== undefined) return own;
    if (isUnlisted(question)) return foreignName(name);
    const known =
      host.kind === 'service' || host.kind === 'service-without-endpoint' ? host.families : families;
    const answering = families.filter((family) => known.includes(family));
    if (answering.length === 0) return publicFamilyUnknown(question, remarks);
    const rules =
      host.kind === 'service' && host.service.types.includes('Gateway')
        ? ['DNS-8', 'DNS-21', 'GW-7']
        : ['DNS-8'];
    const step: ResolutionStep = {
      code: 'DNS_PUBLIC_ANSWER',
      outcome: 'pass',
      component: awsResolver,
      decided: name,
      facts: { name, family: answering },
      rules,
      origin: undefined,
    };
    const answers = answering.map((family): NameAnswer => ({ kind: 'public', family, host }));
    return { kind: 'answer', answers, steps: [...remarks, step, ...this.#bypasses(question, answering)] };
  }

  /** GW-15: AAAA answers of the service go past an IPv4 gateway endpoint. */
  #bypasses({ name, host }: Question, answering: readonly AddressFamily[]): readonly ResolutionStep[] {
    if (host.kind !== 'service' || !answering.includes('ipv6')) return [];
    return [...this.#network.vpcEndpoints.values()].flatMap((endpoint) => {
      const isGateway = endpoint.type.kind === 'known' && endpoint.type.value === 'Gateway';
      const isHere = endpoint.vpc.kind === 'known' && endpoint.vpc.value === this.#vpc.id;
      const isIpv4 = endpoint.ipAddressType.kind === 'known' && endpoint.ipAddressType.value === 'ipv4';
      if (!isGateway || !isHere || !isIpv4 || endpoint.serviceName.kind !== 'known') return [];
      const service = this.#catalog.serviceByEndpointName(endpoint.serviceName.value);
      if (service?.service.short !== host.service.short) return [];
      const facts = { name, vpcEndpoint: endpoint.id };
      const origin = endpoint.origins.ipAddressType ?? endpoint.origin;
      const code = 'DNS_IPV6_ANSWER_BYPASSES_GATEWAY';
      return [
        {
          code,
          outcome: 'pass' as const,
          component: endpoint.id,
          decided: 'ip_address_type',
          facts,
          rules: ['GW-15'],
          origin,
        },
      ];
    });
  }

  /** A public zone in the source answers with its records; whether it is delegated is not known. */
  #inOwnPublicZone(question: Question, asked: readonly string[]): Resolution | undefined {
    const zones = [...this.#network.hostedZones.values()]
      .filter(
        (zone) =>
          zone.vpcs === undefined && zone.name.kind === 'known' && isWithin(question.name, zone.name.value),
      )
      .sort((a, b) => nameOf(b).length - nameOf(a).length);
    const [zone] = zones;
    return zone === undefined ? undefined : this.#fromRecords(question, zone, asked);
  }
}

function nameOf(zone: HostedZone): string {
  return zone.name.kind === 'known' ? zone.name.value : zone.id;
}

/** How specific a domain is: its labels; the root has none. */
function depthOf({ domain }: { readonly domain: string }): number {
  return domain === '' ? 0 : domain.split('.').length;
}

/** The zones of the longest domain: more than one is a conflict. */
function closest(zones: readonly Zone[]): readonly Zone[] {
  const deepest = Math.max(...zones.map(depthOf));
  return zones.filter((zone) => depthOf(zone) === deepest);
}

/** DNS-4: the most specific rule; of equal ones, a system rule overrides a forward rule. */
function strongestRule(rules: readonly MatchingRule[]): MatchingRule | undefined {
  return rules.toSorted((a, b) => depthOf(b) - depthOf(a) || Number(a.forwards) - Number(b.forwards))[0];
}

/**
 * Doubts of owners that a certain one does not outrank. A system rule outranks rules and no zone; of an owner
 * whose domain is not known nothing can be said.
 */
function openDoubts(
  zones: readonly Zone[],
  rules: readonly MatchingRule[],
  reach: number,
  certainRule: MatchingRule | undefined,
): readonly MissingName[] {
  const ruled = certainRule === undefined ? -1 : depthOf(certainRule);
  const forwardedAt = certainRule?.forwards === true ? ruled : -1;
  const isOpen = (owner: Zone | MatchingRule, outranked: boolean) =>
    owner.doubts.length > 0 && (owner.domain === '' || !outranked);
  const openZones = zones.filter((zone) => {
    const depth = depthOf(zone);
    return isOpen(zone, depth < reach || depth <= forwardedAt);
  });
  const openRules = rules.filter((rule) => isOpen(rule, depthOf(rule) < Math.max(reach, ruled)));
  return [...openZones, ...openRules].flatMap(({ doubts }) => doubts);
}

/** DNS-4: the question goes to servers that are not in the source. */
function forwarded({ rule, domain }: MatchingRule, name: string): Resolution {
  const code = 'DNS_FORWARD_RULE';
  const facts = { resolverRule: rule.id, name };
  const { origin } = rule;
  return {
    kind: 'undetermined',
    steps: [
      {
        code,
        outcome: 'unknown',
        component: rule.id,
        decided: domain === '' ? '.' : domain,
        facts,
        rules: ['DNS-4'],
        origin,
      },
    ],
    missing: [{ code: 'UNKNOWN_DNS_SERVER', what: rule.id, unknown: undefined, origin }],
  };
}

/** DNS-10: AWS refuses the second owner on apply, and which one is second is not in the source. */
function conflict({ name }: Question, zones: readonly Zone[]): Resolution {
  const vpcEndpoints = zones.flatMap((zone) => (zone.kind === 'endpoint' ? [zone.endpoint.id] : []));
  const hostedZones = zones.flatMap((zone) => (zone.kind === 'hosted-zone' ? [zone.zone.id] : []));
  const owners = [...vpcEndpoints, ...hostedZones].sort();
  const [first] = zones;
  invariant(first !== undefined, 'a conflict has owners');
  const origin = first.kind === 'endpoint' ? first.endpoint.origin : first.zone.origin;
  const code = 'DNS_ZONE_CONFLICT';
  const what = owners.join(', ');
  const facts = { name, vpcEndpoints, hostedZones };
  return {
    kind: 'undetermined',
    steps: [{ code, outcome: 'unknown', component: what, decided: name, facts, rules: ['DNS-10'], origin }],
    missing: [{ code, what, unknown: undefined, origin }],
  };
}

function overrides(
  zone: HostedZone,
  name: string,
  record: string,
  origin: ResolutionStep['origin'],
): ResolutionStep {
  const facts = { hostedZone: zone.id, name, record };
  const rules = ['DNS-4', 'DNS-5'];
  return {
    code: 'DNS_ZONE_OVERRIDES_SERVICE',
    outcome: 'pass',
    component: zone.id,
    decided: nameOf(zone),
    facts,
    rules,
    origin,
  };
}

function loop(name: string, chain: readonly string[]): Resolution {
  const code = 'DNS_NO_ANSWER';
  const facts = { name, chain };
  const blocker = {
    code,
    component: name,
    facts,
    rules: ['DNS-5'],
    origin: undefined,
    mend: 'ADD_ZONE_RECORD',
  };
  const step: ResolutionStep = {
    code,
    outcome: 'block',
    component: name,
    decided: chain.join(' -> '),
    facts,
    rules: ['DNS-5'],
    origin: undefined,
  };
  return { kind: 'no-answer', steps: [step], blocker, intended: [] };
}

/** Distributions, function URLs and the public registry have public addresses only. */
const alwaysPublic: RegExp = /(^|\.)(cloudfront\.net|lambda-url\.[a-z0-9-]+\.on\.aws|public\.ecr\.aws)$/;

/**
 * Names of which public DNS does not tell us where they lead: internal ones, and those of load balancers,
 * databases and the like under AWS's domains, which may have private addresses.
 */
function isUnlisted({ name, host }: Question): boolean {
  if (host.kind === 'other-aws') return !alwaysPublic.test(name);
  return host.kind === 'not-aws' && (!name.includes('.') || /\.(internal|local|localhost)$/.test(name));
}

function foreignName(name: string): Resolution {
  return undetermined(
    [{ code: 'UNKNOWN_DESTINATION', what: name, unknown: undefined, origin: undefined }],
    ['ENG-2'],
  );
}

/** Names of AWS that are not spelled as dual-stack names are known to have A records, and may have AAAA. */
function publicFamilyUnknown({ name, families }: Question, remarks: readonly ResolutionStep[]): Resolution {
  const what = `${families.map((family) => (family === 'ipv4' ? 'A' : 'AAAA')).join(', ')} ${name}`;
  return undetermined(
    [{ code: 'UNKNOWN_DESTINATION', what, unknown: undefined, origin: undefined }],
    ['V6-1'],
    remarks,
  );
}

/** A derived name is an assumption and says so. */
function confidenceFact({ host }: Question): ResolutionStep['facts'] {
  return host.kind === 'service' && host.confidence !== 'confirmed' ? { confidence: host.confidence } : {};
}

function distinct(steps: readonly ResolutionStep[]): readonly ResolutionStep[] {
  const seen = new Set<string>();
  return steps.filter((step) => {
    const key = `${step.code} ${step.component} ${JSON.stringify(step.facts)}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
