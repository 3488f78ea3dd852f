import { type Known, known, type Reference, type Unknown, unknown } from '../../../../base/known.ts';
import { unreadableContainers } from '../../../../diagnostics/kinds/network-values.ts';
import type { Origin } from '../../../../model/identity.ts';
import type { ImageReference, WorkloadFacts } from '../../../../model/workload.ts';
import { decodeJson } from '../../values/json.ts';
import { joinPieces } from '../../values/unknowns.ts';
import type { Value } from '../../values/value.ts';
import { argumentOf, type Declared, elementsOf, originOf, textOf } from '../declared.ts';
import { type Reading, report } from '../reading.ts';
import { regionOf } from '../vpcs.ts';

type ContainerFacts = Pick<WorkloadFacts, 'images' | 'logDrivers' | 'secrets' | 'environment' | 'unknowns'>;
type Piece = string | Reference;

/** What the containers of a task definition say about calls. Their JSON may hold references in place. */
export function readContainers(reading: Reading, taskDefinition: Declared): ContainerFacts {
  const origin = originOf(taskDefinition, 'container_definitions');
  const value = argumentOf(taskDefinition, 'container_definitions');
  const pieces = piecesOf(value);
  if (pieces === undefined) return { unknowns: value.kind === 'unknown' ? [value.unknown] : [] };
  // One reference and nothing beside it: the text is not known, and nothing is wrong with it.
  if (value.kind === 'unknown' && pieces.length === 1) return { unknowns: [value.unknown] };
  const decoded = decodeWithReferences(pieces);
  if (decoded === undefined || decoded.kind !== 'tuple') {
    report(reading, unreadableContainers, { address: taskDefinition.instance.address }, origin);
    return { unknowns: [{ reason: 'invalid', references: [] }] };
  }
  return factsOf(reading, decoded.items, origin, pieces);
}

function piecesOf(value: Value): readonly Piece[] | undefined {
  if (value.kind === 'string') return [value.value];
  return value.kind === 'unknown' ? value.unknown.template : undefined;
}

/** Private-use characters that stand for a reference while JSON is read. */
const opening = '\ue000';
const closing = '\ue001';

/** Reads JSON in which references stand for text, numbers or booleans. */
function decodeWithReferences(pieces: readonly Piece[]): Value | undefined {
  let text = '';
  let isInString = false;
  for (const [i, piece] of pieces.entries()) {
    if (typeof piece === 'string') {
      text += piece;
      isInString = endsInString(piece, isInString);
    } else text += isInString ? `${opening}${i}${closing}` : `"${opening}${i}${closing}"`;
  }
  const decoded = decodeJson(text);
  return decoded.ok ? decoded.value : undefined;
}

function endsInString(json: string, startsInString: boolean): boolean {
  let isIn = startsInString;
  for (let i = 0; i < json.length; i++) {
    if (json[i] === '\\' && isIn) i++;
    else if (json[i] === '"') isIn = !isIn;
  }
  return isIn;
}

/** A text of the decoded JSON with its references back in place. */
function textWithReferences(value: Value | undefined, pieces: readonly Piece[]): Known<string> | undefined {
  const text = value === undefined ? undefined : textOf(value);
  if (text?.kind !== 'known' || !text.value.includes(opening)) return text;
  const template = joinPieces(
    text.value.split(/(\ue000\d+\ue001)/).map((part) => {
      const index = part.startsWith(opening) ? Number(part.slice(1, -1)) : undefined;
      return index === undefined ? part : (pieces[index] ?? '');
    }),
  );
  const references = template.filter((piece) => typeof piece === 'object');
  return unknown({ reason: 'known-after-apply', references, template });
}

function factsOf(
  reading: Reading,
  containers: readonly Value[],
  origin: Origin,
  pieces: readonly Piece[],
): ContainerFacts {
  const read = (from: Value | undefined, name: string): Known<string> | undefined =>
    textWithReferences(member(from, name), pieces);
  const images = containers.map((container) => readImage(reading, read(container, 'image'), origin));
  const logs = containers.map((container) => member(container, 'logConfiguration')).filter(isObject);
  const logDrivers = logs.map((log) => ({
    driver: read(log, 'logDriver') ?? unknown({ reason: 'not-given', references: [] }),
    region: read(member(log, 'options'), 'awslogs-region'),
    origin,
  }));
  const secrets = [
    ...[...containers, ...logs]
      .flatMap((holder) => listed(holder, 'secrets', 'secretOptions'))
      .map((secret) => read(secret, 'valueFrom')),
    ...containers.map((container) =>
      read(member(container, 'repositoryCredentials'), 'credentialsParameter'),
    ),
  ];
  const environment = containers
    .flatMap((container) => listed(container, 'environment'))
    .map((variable) => ({
      name: read(variable, 'name'),
      value: read(variable, 'value') ?? known(''),
    }));
  return {
    images: images.filter((image) => image !== undefined),
    logDrivers,
    secrets: secrets.flatMap((valueFrom) => (valueFrom === undefined ? [] : [{ valueFrom, origin }])),
    environment: environment.flatMap(({ name, value }) =>
      name?.kind === 'known' ? [{ name: name.value, value, origin }] : [],
    ),
  };
}

function member(value: Value | undefined, name: string): Value | undefined {
  return value?.kind === 'object' || value?.kind === 'map' ? value.entries.get(name) : undefined;
}

function isObject(value: Value | undefined): value is Value {
  return value?.kind === 'object';
}

function listed(value: Value | undefined, ...names: readonly string[]): readonly Value[] {
  return names.flatMap((name) => {
    const list = member(value, name);
    return list === undefined ? [] : elementsOf(list).items;
  });
}

/** An account's registry: `123456789012.dkr.ecr.eu-west-1.amazonaws.com/…`. */
const ecrHost = /^[^/]*\.dkr[.-]ecr(?:-fips)?\.([a-z0-9-]+|\ue000)\.(?:amazonaws\.com|on\.aws)/;

/** Which registry an image comes from, also when its name is only known after apply. */
export function readImage(
  reading: Reading,
  image: Known<string> | undefined,
  origin: Origin,
): ImageReference | undefined {
  if (image === undefined) return undefined;
  const pieces: readonly Piece[] = image.kind === 'known' ? [image.value] : (image.unknown.template ?? []);
  const [first] = pieces;
  if (first === undefined) return { image, registry: 'unknown', region: undefined, origin };
  const repository = typeof first === 'object' ? registryOf(reading, first) : undefined;
  if (repository !== undefined) return { image, ...repository, origin };
  const text = pieces.map((piece) => (typeof piece === 'string' ? piece : opening)).join('');
  const host = ecrHost.exec(text);
  if (host !== null) {
    const region = host[1] === opening ? unknownOf(image) : known(host[1] ?? '');
    return { image, registry: 'ecr', region, origin };
  }
  if (text.startsWith('public.ecr.aws/')) return { image, registry: 'ecr-public', region: undefined, origin };
  const isLiteral = !(text.split('/')[0] ?? '').includes(opening) && !text.startsWith(opening);
  return { image, registry: isLiteral ? 'other' : 'unknown', region: undefined, origin };
}

function unknownOf(image: Known<string>): Known<string> {
  return image.kind === 'unknown' ? image : unknown({ reason: 'not-readable', references: [] });
}

const repositoryTypes: Readonly<Record<string, 'ecr' | 'ecr-public'>> = {
  aws_ecr_repository: 'ecr',
  aws_ecr_image: 'ecr',
  aws_ecrpublic_repository: 'ecr-public',
};

function registryOf(
  reading: Reading,
  reference: Reference,
): Pick<ImageReference, 'registry' | 'region'> | undefined {
  const instance = reading.links.instanceAt(reference.address);
  const registry = instance === undefined ? undefined : repositoryTypes[instance.type];
  if (instance === undefined || registry === undefined) return undefined;
  return { registry, region: registry === 'ecr' ? regionOf(instance) : undefined };
}

/** Whether a volume of the task is an EFS file system. */
export function usesEfs(taskDefinition: Declared): Known<boolean> {
  const volumes = elementsOf(argumentOf(taskDefinition, 'volume'));
  const isEfs = volumes.items.some((volume) => listed(volume, 'efs_volume_configuration').length > 0);
  const [doubt]: readonly Unknown[] = volumes.unknowns;
  return isEfs || doubt === undefined ? known(isEfs) : unknown(doubt);
}
