import { fail, type Result, succeed } from '../base/result.ts';
import type { Catalog } from '../catalog/create-catalog.ts';
import { type AddressFamily, type Ipv4, type Ipv6, parseIpv4, parseIpv6 } from '../ip/address.ts';
import type { Id } from '../model/identity.ts';
import type { Network, RestApi, VpcEndpoint } from '../model/network.ts';
import type { Workload } from '../model/workload.ts';

/** What a call is made to. */
export type Target =
  | { readonly kind: 'service'; readonly short: string; readonly label: string }
  | { readonly kind: 'hostname'; readonly hostname: string; readonly port: number; readonly label: string }
  | {
      readonly kind: 'address';
      readonly family: AddressFamily;
      readonly address: Ipv4 | Ipv6;
      readonly port: number;
      readonly label: string;
    }
  | { readonly kind: 'internet'; readonly label: string }
  /** An endpoint by its own name (DNS-9). */
  | { readonly kind: 'endpoint'; readonly endpoint: VpcEndpoint; readonly label: string }
  | { readonly kind: 'workload'; readonly workload: Workload; readonly port: number; readonly label: string }
  | { readonly kind: 'rest-api'; readonly api: RestApi; readonly label: string };

export type TargetProblem =
  | { readonly kind: 'not-a-target'; readonly text: string }
  | { readonly kind: 'bad-port'; readonly text: string };

/**
 * Reads what `--to` says: a service (`s3`, `ecr.dkr`), `https://name/…`, a host name, `10.0.1.5:443`,
 * `internet`, or the address of an endpoint, a workload or a REST API in the source.
 */
export function parseTarget(text: string, network: Network, catalog: Catalog): Result<Target, TargetProblem> {
  if (text === 'internet') return succeed({ kind: 'internet', label: text });
  const component = componentNamed(text, network);
  if (component !== undefined) return succeed(component);
  const url = /^(https?):\/\/([^/:?#]+)(?::(\d+))?(?:[/?#].*)?$/i.exec(text);
  if (url !== null)
    return hostTarget(url[2] ?? '', url[3] ?? (url[1]?.toLowerCase() === 'http' ? '80' : '443'), text);
  const bracketed = /^\[([0-9a-fA-F:.]+)\](?::(\d+))?$/.exec(text);
  if (bracketed !== null) return addressTarget(bracketed[1] ?? '', bracketed[2] ?? '443', text);
  if (parseIpv6(text) !== undefined) return addressTarget(text, '443', text);
  const pair = /^([^:]+)(?::(\d+))?$/.exec(text);
  const host = pair?.[1] ?? '';
  const port = pair?.[2] ?? '443';
  if (parseIpv4(host) !== undefined) return addressTarget(host, port, text);
  if (pair?.[2] === undefined && isService(host, network, catalog))
    return succeed({ kind: 'service', short: host, label: host });
  const workloadPort = network.workloads.get(host as Id<'Workload'>);
  if (workloadPort !== undefined)
    return withPort(port, text, (number) => ({
      kind: 'workload',
      workload: workloadPort,
      port: number,
      label: text,
    }));
  if (/^[a-zA-Z0-9_*<>-]+(\.[a-zA-Z0-9_<>-]+)+\.?$/.test(host)) return hostTarget(host, port, text);
  return fail({ kind: 'not-a-target', text });
}

function isService(text: string, network: Network, catalog: Catalog): boolean {
  return catalog.service(text, defaultRegion(network)) !== undefined;
}

function defaultRegion(network: Network): string {
  return network.defaultRegion.kind === 'known' ? network.defaultRegion.value : 'us-east-1';
}

function componentNamed(text: string, network: Network): Target | undefined {
  const endpoint = network.vpcEndpoints.get(text as Id<'VpcEndpoint'>);
  if (endpoint !== undefined) return { kind: 'endpoint', endpoint, label: text };
  const workload = network.workloads.get(text as Id<'Workload'>);
  if (workload !== undefined) return { kind: 'workload', workload, port: 443, label: text };
  const api = network.restApis?.get(text);
  return api === undefined ? undefined : { kind: 'rest-api', api, label: text };
}

function hostTarget(host: string, port: string, label: string): Result<Target, TargetProblem> {
  if (parseIpv4(host) !== undefined) return addressTarget(host, port, label);
  return withPort(port, label, (number) => ({
    kind: 'hostname',
    hostname: host.toLowerCase().replace(/\.$/, ''),
    port: number,
    label,
  }));
}

function addressTarget(host: string, port: string, label: string): Result<Target, TargetProblem> {
  const ipv4 = parseIpv4(host);
  const ipv6 = ipv4 === undefined ? parseIpv6(host) : undefined;
  if (ipv4 === undefined && ipv6 === undefined) return fail({ kind: 'not-a-target', text: label });
  return withPort(port, label, (number) =>
    ipv4 === undefined
      ? { kind: 'address', family: 'ipv6', address: ipv6 as Ipv6, port: number, label }
      : { kind: 'address', family: 'ipv4', address: ipv4, port: number, label },
  );
}

function withPort(
  text: string,
  label: string,
  make: (port: number) => Target,
): Result<Target, TargetProblem> {
  const port = Number(text);
  return Number.isInteger(port) && port >= 1 && port <= 65535
    ? succeed(make(port))
    : fail({ kind: 'bad-port', text: label });
}
