/**
 * The fields of flow logs with the version that brought them; a record has the highest of its fields.
 *
 * FL-1. Version 6 is of transit gateways.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html
 */
const versions: readonly (readonly [version: number, fields: readonly string[]])[] = [
  [
    2,
    [
      'version',
      'account-id',
      'interface-id',
      'srcaddr',
      'dstaddr',
      'srcport',
      'dstport',
      'protocol',
      'packets',
      'bytes',
      'start',
      'end',
      'action',
      'log-status',
    ],
  ],
  [3, ['vpc-id', 'subnet-id', 'instance-id', 'tcp-flags', 'type', 'pkt-srcaddr', 'pkt-dstaddr']],
  [4, ['region', 'az-id', 'sublocation-type', 'sublocation-id']],
  [5, ['pkt-src-aws-service', 'pkt-dst-aws-service', 'flow-direction', 'traffic-path']],
  [
    7,
    [
      'ecs-cluster-arn',
      'ecs-cluster-name',
      'ecs-container-instance-arn',
      'ecs-container-instance-id',
      'ecs-container-id',
      'ecs-second-container-id',
      'ecs-service-name',
      'ecs-task-definition-arn',
      'ecs-task-arn',
      'ecs-task-id',
    ],
  ],
  [8, ['reject-reason']],
  [9, ['resource-id']],
  [10, ['encryption-status']],
  [
    11,
    [
      'instance-tag',
      'instance-tag-2',
      'interface-tag',
      'interface-tag-2',
      'asg-tag',
      'asg-tag-2',
      'interface-type',
      'next-hop-interface-id',
      'next-hop-subnet-id',
      'next-hop-az-id',
      'next-hop-vpc-id',
      'next-hop-interface-type',
    ],
  ],
];

const versionOfField: ReadonlyMap<string, number> = new Map(
  versions.flatMap(([version, fields]) => fields.map((field) => [field, version] as const)),
);

export interface LogFormat {
  readonly version: number;
  /** In the user's order. */
  readonly fields: readonly string[];
}

export type LogFormatReading =
  | { readonly ok: true; readonly format: LogFormat }
  | { readonly ok: false; readonly unknown: readonly string[] };

/** What AWS writes when nobody chose fields. */
export const defaultFormat: LogFormat = { version: 2, fields: versions[0]?.[1] ?? [] };

/** `v5` = all fields up to that version; else `${version} ${account-id} …` in the user's order. */
export function readLogFormat(text: string): LogFormatReading {
  const [, upTo] = /^v?(\d+)$/.exec(text.trim()) ?? [];
  if (upTo !== undefined) {
    const chosen = versions.filter(([version]) => version <= Number(upTo));
    if (!versions.some(([version]) => version === Number(upTo))) return { ok: false, unknown: [text.trim()] };
    return {
      ok: true,
      format: { version: Number(upTo), fields: chosen.flatMap(([, fields]) => fields) },
    };
  }
  const words = text.trim().split(/\s+/);
  const fields = words.map((word) => /^\$\{([a-z0-9-]+)\}$/.exec(word)?.[1] ?? word);
  const unknown = words.filter(
    (word, index) => !word.startsWith('${') || !versionOfField.has(fields[index] ?? ''),
  );
  if (unknown.length > 0) return { ok: false, unknown };
  return {
    ok: true,
    format: { version: Math.max(2, ...fields.map((field) => versionOfField.get(field) ?? 2)), fields },
  };
}

/** The first line of a file; logs in CloudWatch have none (FL-10). */
export function headerLine({ fields }: LogFormat): string {
  return fields.join(' ');
}
