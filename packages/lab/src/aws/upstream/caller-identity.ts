import type { LocalRequest, LocalResponse } from './upstream.ts';

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export function callerIdentity({ session, world }: LocalRequest): LocalResponse {
  const holder = session?.holder;
  const [arn, userId] = holder?.kind === 'role' ? [holder.arn, holder.userId] : ['', ''];
  const body = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>${arn}</Arn><UserId>${userId}</UserId><Account>${world.account}</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>naisen-lab</RequestId></ResponseMetadata></GetCallerIdentityResponse>`;
  return { status: 200, headers: { 'content-type': 'text/xml' }, body };
}
