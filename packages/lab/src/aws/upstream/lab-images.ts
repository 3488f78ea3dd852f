import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';

/** An image with one layer, made up for a repository; the same in every run. */
export interface LabImage {
  readonly manifest: string;
  readonly manifestDigest: string;
  readonly config: Buffer;
  readonly configDigest: string;
  readonly layer: Buffer;
  readonly layerDigest: string;
}

export const manifestType = 'application/vnd.docker.distribution.manifest.v2+json';

/** @see https://distribution.github.io/distribution/spec/manifest-v2-2/ */
export function labImage(repository: string): LabImage {
  const tar = tarOfOneFile('naisen-lab.txt', Buffer.from(`${repository}\n`));
  const layer = gzipSync(tar);
  const config = Buffer.from(
    JSON.stringify({
      architecture: 'amd64',
      os: 'linux',
      config: {},
      rootfs: { type: 'layers', diff_ids: [digest(tar)] },
    }),
  );
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: manifestType,
    config: {
      mediaType: 'application/vnd.docker.container.image.v1+json',
      size: config.length,
      digest: digest(config),
    },
    layers: [
      {
        mediaType: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
        size: layer.length,
        digest: digest(layer),
      },
    ],
  });
  return {
    manifest,
    manifestDigest: digest(Buffer.from(manifest)),
    config,
    configDigest: digest(config),
    layer,
    layerDigest: digest(layer),
  };
}

export function digest(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** The smallest archive: a header, the file, two empty blocks (POSIX.1-1988, ustar). */
function tarOfOneFile(name: string, content: Buffer): Buffer {
  const header = Buffer.alloc(512);
  const octal = (value: number, digits: number): string => `${value.toString(8).padStart(digits - 1, '0')}\0`;
  header.write(name, 0);
  header.write(octal(0o644, 8), 100);
  header.write(octal(0, 8), 108);
  header.write(octal(0, 8), 116);
  header.write(octal(content.length, 12), 124);
  header.write(octal(0, 12), 136);
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\x0000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(octal(sum, 7), 148);
  const padding = Buffer.alloc((512 - (content.length % 512)) % 512);
  return Buffer.concat([header, content, padding, Buffer.alloc(1024)]);
}
