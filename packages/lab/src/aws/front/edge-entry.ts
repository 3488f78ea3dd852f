/** One request at the edge of a lab: one line of the edge log (LAB-50). */
export interface EdgeEntry {
  readonly time: string;
  readonly requestId: string;
  readonly way: 'interface-endpoint' | 'gateway-endpoint' | 'public' | 'vpc';
  /** The id that clients see; absent on the public side. */
  readonly vpce?: string;
  /** The endpoint's address in the source. */
  readonly endpoint?: string;
  readonly vpc?: string;
  readonly source: string;
  /** What `lab exec` calls the source, when it is a host of that VPC. */
  readonly from?: string;
  readonly destination: string;
  readonly port: number;
  readonly tls: boolean;
  readonly host: string;
  readonly method: string;
  readonly path: string;
  readonly service?: string;
  readonly action?: string;
  readonly resource?: string;
  /** ARN of the session, `anonymous`, or `aws-owned`. */
  readonly principal: string;
  readonly verdict: 'allowed' | 'denied' | 'undetermined' | 'unclassified' | 'unauthenticated';
  /** Which kind of policy refused; its wording is documented, not observed (LAB-91). */
  readonly layer?: string;
  /** What decided: `endpoint: Statement 1 (Allow-bucket)`. */
  readonly statement?: string;
  /** The statement that comes nearest to allowing what no statement allows. */
  readonly nearest?: string;
  readonly status: number;
  readonly code?: string;
  readonly message?: string;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly milliseconds: number;
}
