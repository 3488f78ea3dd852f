// Must come before the library, which registers its algorithms with it.
import 'reflect-metadata';
import { createHash, randomBytes, webcrypto } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSecureContext, type SecureContext } from 'node:tls';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const dayMs = 86_400_000;
const validDays = 397;

/** Where hosts find the CA's certificate, and where its key is kept. */
export interface CaFiles {
  readonly certificate: string;
  readonly key: string;
}

export function caFilesIn(directory: string): CaFiles {
  return { certificate: join(directory, 'lab-ca.pem'), key: join(directory, 'lab-ca-key.pem') };
}

/**
 * The authority of one lab (LAB-45): made at its first use; the key never leaves the state directory, where
 * only its owner reads it.
 */
export class LabCertificates {
  readonly #contexts = new Map<string, Promise<SecureContext>>();
  readonly #ca: X509Certificate;
  readonly #caKey: webcrypto.CryptoKey;
  readonly #leafKeys: webcrypto.CryptoKeyPair;
  readonly #clock: () => Date;

  private constructor(
    ca: X509Certificate,
    caKey: webcrypto.CryptoKey,
    leafKeys: webcrypto.CryptoKeyPair,
    clock: () => Date,
  ) {
    this.#ca = ca;
    this.#caKey = caKey;
    this.#leafKeys = leafKeys;
    this.#clock = clock;
  }

  static async open(directory: string, clock: () => Date): Promise<LabCertificates> {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const leafKeys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
    const kept = await readCa(caFilesIn(directory), clock());
    const { certificate, key } = kept ?? (await makeCa(caFilesIn(directory), clock()));
    return new LabCertificates(certificate, key, leafKeys, clock);
  }

  get caPem(): string {
    return `${this.#ca.toString('pem')}\n`;
  }

  /** The certificate for the name that a client asks for (SNI). */
  contextFor(serverName: string): Promise<SecureContext> {
    const name = serverName.toLowerCase();
    const context = this.#contexts.get(name) ?? this.#issue(name);
    this.#contexts.set(name, context);
    return context;
  }

  async #issue(name: string): Promise<SecureContext> {
    return createSecureContext(await this.pemFor(name));
  }

  async pemFor(name: string): Promise<{ readonly cert: string; readonly key: string }> {
    const now = this.#clock();
    const certificate = await X509CertificateGenerator.create({
      serialNumber: randomBytes(16).toString('hex'),
      // A common name has 64 characters at most; the name itself is in the extension.
      subject: `CN=${name.slice(0, 64)}`,
      issuer: this.#ca.subject,
      notBefore: new Date(now.getTime() - dayMs),
      notAfter: new Date(Math.min(now.getTime() + validDays * dayMs, this.#ca.notAfter.getTime())),
      publicKey: this.#leafKeys.publicKey,
      signingKey: this.#caKey,
      signingAlgorithm: algorithm,
      extensions: [
        new SubjectAlternativeNameExtension([{ type: isAddress(name) ? 'ip' : 'dns', value: name }]),
        new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
        new BasicConstraintsExtension(false, undefined, true),
      ],
    });
    const key = await webcrypto.subtle.exportKey('pkcs8', this.#leafKeys.privateKey);
    return {
      cert: `${certificate.toString('pem')}\n${this.caPem}`,
      key: PemConverter.encode(key, 'PRIVATE KEY'),
    };
  }
}

function isAddress(name: string): boolean {
  return /^[\d.]+$/.test(name) || name.includes(':');
}

interface Ca {
  readonly certificate: X509Certificate;
  readonly key: webcrypto.CryptoKey;
}

/** @returns `undefined` = there is none, or it ends soon */
async function readCa(files: CaFiles, now: Date): Promise<Ca | undefined> {
  try {
    const certificate = new X509Certificate(readFileSync(files.certificate, 'utf8'));
    const der = PemConverter.decode(readFileSync(files.key, 'utf8'))[0];
    if (der === undefined || certificate.notAfter.getTime() - now.getTime() < 30 * dayMs) return undefined;
    return { certificate, key: await webcrypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign']) };
  } catch {
    return undefined;
  }
}

async function makeCa(files: CaFiles, now: Date): Promise<Ca> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  const tag = createHash('sha256').update(new Uint8Array(pkcs8)).digest('hex').slice(0, 8);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: randomBytes(16).toString('hex'),
    name: `CN=naisen lab ${tag}`,
    notBefore: new Date(now.getTime() - dayMs),
    notAfter: new Date(now.getTime() + 10 * 365 * dayMs),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
  });
  writeFileSync(files.key, PemConverter.encode(pkcs8, 'PRIVATE KEY'), { mode: 0o600 });
  writeFileSync(files.certificate, `${certificate.toString('pem')}\n`, { mode: 0o644 });
  return { certificate, key: keys.privateKey };
}
