import { compareText } from '../../packages/engine/src/base/ordered.ts';
import { type CatalogFile, compact } from './layout.ts';

type Row = Readonly<Record<string, unknown>>;

interface CollectedWorkloads {
  readonly _meta: { readonly date: string };
  readonly workloads: readonly {
    readonly id: string;
    readonly name: string;
    readonly endpoints: readonly Row[];
    readonly notes?: readonly string[];
  }[];
}

export function workloadsFile(collected: CollectedWorkloads): CatalogFile {
  return {
    _meta: {
      date: collected._meta.date,
      source: 'per row',
      confidence: 'per row; a row without source is unconfirmed and is shown as an assumption',
      schema: 'schema/workloads.schema.json',
    },
    workloads: collected.workloads.flatMap((workload) => {
      const row = compact({
        id: workload.id,
        name: workload.name,
        needs: [...workload.endpoints.map(needRow), ...(workload.id === 'ecs-ec2' ? [ecsExec] : [])],
        notes: workload.notes,
      });
      return workload.id === 'ecs-ec2' ? [row, ecsTaskOnEc2] : [row];
    }),
  };
}

/** ECS Exec runs inside the container: by the ENI of the task where it has one. */
const ecsExec: Row = {
  service: 'ssmmessages',
  type: 'Interface',
  need: 'conditional',
  why: 'ECS Exec',
  confidence: 'confirmed',
  source: ['https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html'],
};

/** What the containers call by their own ENI; the agent beside them calls from the container instance. */
const ecsTaskOnEc2: Row = {
  id: 'ecs-ec2-task',
  name: 'Containers of an ECS task with its own ENI (awsvpc) on EC2',
  needs: [ecsExec],
  notes: ['the agent pulls images, fetches secrets and ships logs from the container instance'],
};

/** `service` is absent in rows that hold a rule or refer to other workloads. */
function needRow(row: Row): Row {
  const { endpoint, ...rest } = row;
  return { ...compact({ service: endpoint }), ...compact(rest), source: row.source ?? [] };
}

interface CollectedOwned {
  readonly _meta: { readonly date: string; readonly source: string; readonly confidence: string };
  readonly resources: readonly Row[];
}

export function ownedResourcesFile(collected: CollectedOwned): CatalogFile {
  const { date, source, confidence } = collected._meta;
  return {
    _meta: { date, source, confidence, schema: 'schema/aws-owned-resources.schema.json' },
    resources: collected.resources,
  };
}

interface CollectedPrefixLists {
  readonly _meta: { readonly date: string; readonly sources: Row };
  readonly lists: { readonly source: string; readonly items: readonly Row[] };
  readonly s3Ids: Readonly<Record<string, Row>>;
  readonly dynamodbIds: Readonly<Record<string, Row>>;
}

export function prefixListsFile(collected: CollectedPrefixLists): CatalogFile {
  return {
    _meta: {
      date: collected._meta.date,
      source: collected.lists.source,
      confidence: 'names confirmed; ids as they say; entries stand in addresses/ and are derived',
      schema: 'schema/prefix-lists.schema.json',
      sources: collected._meta.sources,
    },
    lists: collected.lists.items,
    ids: { s3: sorted(collected.s3Ids), dynamodb: sorted(collected.dynamodbIds) },
  };
}

function sorted<Value>(record: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => compareText(a, b)));
}

interface CollectedPrefixes {
  readonly _meta: { readonly date: string; readonly source: string; readonly confidence: string };
  readonly prefix: Row;
  readonly services: Row;
  readonly suffix: Row;
}

export function serviceNamePrefixesFile(collected: CollectedPrefixes): CatalogFile {
  const { date, source, confidence } = collected._meta;
  return {
    _meta: { date, source, confidence, schema: 'schema/cdk-prefix-exceptions.schema.json' },
    prefix: sorted(collected.prefix),
    services: sorted(collected.services),
    suffix: sorted(collected.suffix),
  };
}
