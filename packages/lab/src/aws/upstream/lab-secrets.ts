import { createHash } from 'node:crypto';
import { withSecretSuffix } from '../front/judge-message.ts';
import { serviceText } from '../words/refusal-words.ts';
import { ApiError, type Fields, textField } from './local-response.ts';

interface Secret {
  readonly name: string;
  readonly arn: string;
  readonly created: number;
  value: string | undefined;
  binary: string | undefined;
  version: string;
}

/** Secrets Manager as far as the lessons need it: in memory, current versions only. */
export class LabSecrets {
  readonly #secrets = new Map<string, Secret>();
  readonly #account: string;
  readonly #clock: () => Date;

  constructor(account: string, clock: () => Date) {
    this.#account = account;
    this.#clock = clock;
  }

  answer(operation: string, fields: Fields, region: string): object {
    switch (operation) {
      case 'CreateSecret':
        return this.#create(fields, region);
      case 'PutSecretValue':
      case 'UpdateSecret':
        return this.#put(this.#find(fields), fields);
      case 'GetSecretValue':
        return this.#value(this.#find(fields));
      case 'DescribeSecret':
        return this.#description(this.#find(fields));
      case 'ListSecrets':
        return { SecretList: [...this.#secrets.values()].map((secret) => this.#description(secret)) };
      case 'DeleteSecret':
        return this.#delete(this.#find(fields));
      default:
        throw new ApiError('NaisenLab', `naisen lab: secretsmanager:${operation}`);
    }
  }

  #create(fields: Fields, region: string): object {
    const name = textField(fields, 'Name') ?? '';
    if (this.#secrets.has(name))
      throw new ApiError('ResourceExistsException', serviceText.secretExists(name));
    const arn = `arn:aws:secretsmanager:${region}:${this.#account}:secret:${withSecretSuffix(name)}`;
    const secret: Secret = {
      name,
      arn,
      created: this.#clock().getTime() / 1000,
      value: undefined,
      binary: undefined,
      version: '',
    };
    this.#secrets.set(name, secret);
    return this.#put(secret, fields);
  }

  #put(secret: Secret, fields: Fields): object {
    secret.value = textField(fields, 'SecretString');
    secret.binary = textField(fields, 'SecretBinary');
    secret.version = versionId(`${secret.arn} ${secret.value ?? secret.binary ?? ''}`);
    return { ARN: secret.arn, Name: secret.name, VersionId: secret.version };
  }

  #find(fields: Fields): Secret {
    const id = textField(fields, 'SecretId') ?? '';
    const found =
      this.#secrets.get(id) ??
      [...this.#secrets.values()].find(({ arn }) => arn === id || arn.startsWith(`${id}-`));
    if (found === undefined) throw new ApiError('ResourceNotFoundException', serviceText.secretMissing);
    return found;
  }

  #value({ arn, name, value, binary, version, created }: Secret): object {
    if (value === undefined && binary === undefined)
      throw new ApiError('ResourceNotFoundException', serviceText.secretWithoutValue);
    return {
      ARN: arn,
      Name: name,
      VersionId: version,
      ...(value === undefined ? { SecretBinary: binary } : { SecretString: value }),
      VersionStages: ['AWSCURRENT'],
      CreatedDate: created,
    };
  }

  #description({ arn, name, version, created }: Secret): object {
    return {
      ARN: arn,
      Name: name,
      CreatedDate: created,
      VersionIdsToStages: version === '' ? {} : { [version]: ['AWSCURRENT'] },
    };
  }

  #delete({ arn, name }: Secret): object {
    this.#secrets.delete(name);
    return { ARN: arn, Name: name, DeletionDate: this.#clock().getTime() / 1000 };
  }
}

function versionId(text: string): string {
  const digits = createHash('sha256').update(text).digest('hex');
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    digits.slice(12, 16),
    digits.slice(16, 20),
    digits.slice(20, 32),
  ].join('-');
}
