import type { StackContainer, StackText } from '../model/stack.ts';
import { type Data, listData, objectData, textData } from './data.ts';

/** ECS's own JSON has `logDriver`; CloudFormation writes the same names with a capital. */
type Spelling = 'lowerCamel' | 'UpperCamel';

/** Container definitions of a task, each essential. */
export function containersData(containers: readonly StackContainer[], spelling: Spelling): Data {
  const entries = (facts: Readonly<Record<string, Data | undefined>>): Data =>
    objectData(
      Object.fromEntries(Object.entries(facts).map(([name, value]) => [spelled(name, spelling), value])),
    );
  return listData(
    containers.map((container) =>
      entries({
        name: textData(container.name),
        image: textData(container.image),
        essential: true,
        portMappings: listed(container.ports.map((port) => entries({ containerPort: port }))),
        environment: listed(
          pairs(container.environment).map(([name, value]) => entries({ name: textData(name), value })),
        ),
        secrets: listed(
          pairs(container.secrets).map(([name, valueFrom]) => entries({ name: textData(name), valueFrom })),
        ),
        logConfiguration: logConfiguration(container, entries),
      }),
    ),
  );
}

function spelled(name: string, spelling: Spelling): string {
  return spelling === 'lowerCamel' ? name : `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** An empty list is left out: ECS would drop it, and Terraform see a difference for ever. */
function listed(items: readonly Data[]): Data | undefined {
  return items.length === 0 ? undefined : listData(items);
}

function pairs(texts: Readonly<Record<string, StackText>>): readonly (readonly [string, Data])[] {
  return Object.keys(texts)
    .sort()
    .map((name) => [name, textData(texts[name] ?? '')]);
}

function logConfiguration(
  { name, logGroup }: StackContainer,
  entries: (facts: Readonly<Record<string, Data | undefined>>) => Data,
): Data | undefined {
  if (logGroup === undefined) return undefined;
  return entries({
    logDriver: textData('awslogs'),
    // Names of options are values: they are spelled alike everywhere.
    options: objectData({
      'awslogs-group': textData([{ of: logGroup, attribute: 'name' }]),
      'awslogs-region': textData([{ deployment: 'region' }]),
      'awslogs-stream-prefix': textData(name),
    }),
  });
}

/** Names and values of environment variables as one object. */
export function environmentData(texts: Readonly<Record<string, StackText>>): Data {
  return { kind: 'object', entries: pairs(texts) };
}
