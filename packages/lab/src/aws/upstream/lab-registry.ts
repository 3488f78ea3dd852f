import { registryPassword } from '../front/authenticate.ts';
import type { LabWorld } from '../lab-world.ts';
import { presignUrl } from '../requests/signature.ts';
import type { LabSessions } from '../sessions.ts';
import { serviceText } from '../words/refusal-words.ts';
import { type LabImage, labImage, manifestType } from './lab-images.ts';
import { ApiError, type Fields, jsonAnswer, textField } from './local-response.ts';
import type { LocalRequest, LocalResponse } from './upstream.ts';

const urlSeconds = 3600;
const tokenMs = 12 * 3600_000;

/**
 * ECR with one made-up image in each repository of the source, whose layers come from AWS's own bucket by
 * URLs that AWS's own principal has signed (POL-10): the way of a real pull.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html#ecr-minimum-s3-perms
 */
export class LabRegistry {
  readonly #sessions: LabSessions;
  readonly #clock: () => Date;
  readonly #blobs = new Map<string, Buffer>();

  constructor(sessions: LabSessions, clock: () => Date) {
    this.#sessions = sessions;
    this.#clock = clock;
  }

  answer(request: LocalRequest): LocalResponse {
    const { classified, message } = request;
    return classified.protocol === 'registry'
      ? this.#registryAnswer(request)
      : jsonAnswer(() => this.#operation(request, message.region));
  }

  /** An object of the bucket in which ECR keeps layers. */
  blob({ classified: { s3 } }: LocalRequest): LocalResponse {
    const bytes = this.#blobs.get(s3?.key ?? '');
    if (bytes === undefined) {
      const body =
        '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>';
      return { status: 404, headers: { 'content-type': 'application/xml' }, body };
    }
    return { status: 200, headers: { 'content-type': 'application/octet-stream' }, body: bytes };
  }

  #operation({ classified: { operation, fields }, session, world }: LocalRequest, region: string): object {
    switch (operation) {
      case 'GetAuthorizationToken': {
        const password = session === undefined ? '' : registryPassword(session);
        return {
          authorizationData: [
            {
              authorizationToken: Buffer.from(`AWS:${password}`).toString('base64'),
              expiresAt: (this.#clock().getTime() + tokenMs) / 1000,
              proxyEndpoint: `https://${world.account}.dkr.ecr.${region}.amazonaws.com`,
            },
          ],
        };
      }
      case 'DescribeRepositories':
        return { repositories: repositoriesOf(world).map((name) => describe(world, region, name)) };
      case 'BatchGetImage':
        return this.#images(world, fields);
      case 'BatchCheckLayerAvailability':
        return this.#availability(world, fields);
      case 'GetDownloadUrlForLayer': {
        const layerDigest = textField(fields, 'layerDigest') ?? '';
        const image = this.#image(world, textField(fields, 'repositoryName') ?? '');
        if (layerDigest !== image.layerDigest && layerDigest !== image.configDigest)
          throw new ApiError('LayersNotFoundException', serviceText.layerMissing(layerDigest));
        return { downloadUrl: this.#url(world, region, layerDigest), layerDigest };
      }
      default:
        throw new ApiError('NaisenLab', `naisen lab: ecr:${operation}`);
    }
  }

  #image(world: LabWorld, name: string): LabImage {
    if (!repositoriesOf(world).includes(name))
      throw new ApiError('RepositoryNotFoundException', serviceText.repositoryMissing(name, world.account));
    const image = labImage(name);
    this.#blobs.set(keyOf(world, image.layerDigest), image.layer);
    this.#blobs.set(keyOf(world, image.configDigest), image.config);
    return image;
  }

  #images(world: LabWorld, fields: Fields): object {
    const repositoryName = textField(fields, 'repositoryName') ?? '';
    const image = this.#image(world, repositoryName);
    const ids = Array.isArray(fields.imageIds) ? fields.imageIds : [];
    const images = ids.map((id: unknown) => ({
      registryId: world.account,
      repositoryName,
      imageId: { imageDigest: image.manifestDigest, ...(typeof id === 'object' ? id : {}) },
      imageManifest: image.manifest,
      imageManifestMediaType: manifestType,
    }));
    return { images, failures: [] };
  }

  #availability(world: LabWorld, fields: Fields): object {
    const { layerDigest, layer } = this.#image(world, textField(fields, 'repositoryName') ?? '');
    const asked = Array.isArray(fields.layerDigests) ? fields.layerDigests : [];
    const layers = asked.map((one: unknown) =>
      one === layerDigest
        ? { layerDigest, layerAvailability: 'AVAILABLE', layerSize: layer.length }
        : { layerDigest: one, layerAvailability: 'UNAVAILABLE' },
    );
    return { layers, failures: [] };
  }

  #url(world: LabWorld, region: string, blobDigest: string): string {
    const host = `${layerBucketOf(region)}.s3.${region}.amazonaws.com`;
    const path = `/${keyOf(world, blobDigest)}`;
    return presignUrl({ host, path, region }, this.#sessions.awsOwned(), this.#clock(), urlSeconds);
  }

  /** `GET /v2/NAME/manifests/TAG` and `GET /v2/NAME/blobs/DIGEST`: a blob is a redirect to the bucket. */
  #registryAnswer({ message, world }: LocalRequest): LocalResponse {
    const path = message.url.replace(/\?.*$/s, '');
    const [, name, kind, reference = ''] = /^\/v2\/(.+)\/(manifests|blobs)\/([^/]+)$/.exec(path) ?? [];
    if (name === undefined)
      return { status: 200, headers: { 'content-type': 'application/json' }, body: '{}' };
    if (!repositoriesOf(world).includes(name)) return registryError('NAME_UNKNOWN', name);
    const image = this.#image(world, name);
    if (kind === 'manifests') {
      const headers = { 'content-type': manifestType, 'docker-content-digest': image.manifestDigest };
      return { status: 200, headers, body: image.manifest };
    }
    if (reference !== image.layerDigest && reference !== image.configDigest)
      return registryError('BLOB_UNKNOWN', reference);
    return { status: 307, headers: { location: this.#url(world, message.region, reference) }, body: '' };
  }
}

function registryError(code: string, message: string): LocalResponse {
  const body = JSON.stringify({ errors: [{ code, message }] });
  return { status: 404, headers: { 'content-type': 'application/json' }, body };
}

/** @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html */
function layerBucketOf(region: string): string {
  return `prod-${region}-starport-layer-bucket`;
}

export function isLayerBucket(bucket: string): boolean {
  return /^prod-[a-z0-9-]+-starport-layer-bucket$/.test(bucket);
}

function keyOf({ account }: LabWorld, blobDigest: string): string {
  return `${account}/${blobDigest.replace('sha256:', '')}`;
}

function repositoriesOf({ network }: LabWorld): readonly string[] {
  const declared = network.access?.resources.filter(({ service }) => service === 'ecr') ?? [];
  return declared.flatMap(({ name }) => (name?.kind === 'known' ? [name.value] : [])).toSorted();
}

function describe({ account }: LabWorld, region: string, name: string): object {
  return {
    repositoryArn: `arn:aws:ecr:${region}:${account}:repository/${name}`,
    registryId: account,
    repositoryName: name,
    repositoryUri: `${account}.dkr.ecr.${region}.amazonaws.com/${name}`,
  };
}
