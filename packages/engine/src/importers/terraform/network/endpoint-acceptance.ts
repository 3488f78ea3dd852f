import type { Id } from '../../../model/identity.ts';
import type { EndpointAcceptance } from '../../../model/network.ts';
import { targetsAt } from './attached.ts';
import { argumentOf, type Declared, declaredBy, flagAt } from './declared.ts';
import type { Reading } from './reading.ts';

/** Endpoints that a resource of their own accepts. */
export function acceptedEndpoints(
  reading: Reading,
  endpoints: readonly Id<'VpcEndpoint'>[],
): ReadonlySet<Id<'VpcEndpoint'>> {
  const accepters = reading.managed('aws_vpc_endpoint_connection_accepter').map(declaredBy);
  const targets = accepters.map((declared) =>
    targetsAt(reading, 'VpcEndpoint', declared, 'vpc_endpoint_id', endpoints),
  );
  return new Set(targets.flatMap(({ ids, doubt }) => (doubt === undefined ? ids : [])));
}

/**
 * Whose yes an endpoint waits for (IF-9): until it is accepted its state is `pendingAcceptance`, and it
 * carries nothing.
 *
 * `auto_accept` accepts by the consumer where the service is of the same account:
 * https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html
 */
export function acceptanceOf(
  reading: Reading,
  declared: Declared,
  isAccepted: boolean,
): EndpointAcceptance | undefined {
  const auto = flagAt(declared, 'auto_accept');
  if (isAccepted || (auto?.kind === 'known' && auto.value)) return undefined;
  const name = argumentOf(declared, 'service_name');
  const offered = reading.links.referenced(name)?.instance;
  if (offered?.type !== 'aws_vpc_endpoint_service')
    return name.kind === 'string' && name.value.includes('.vpce-svc-') ? 'by-owner' : undefined;
  if (offered.mode === 'data') return 'by-owner';
  const required = flagAt(declaredBy(offered), 'acceptance_required');
  return required?.kind === 'known' && !required.value ? undefined : 'awaited';
}
