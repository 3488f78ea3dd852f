import { objectOf, objectType, setOf, setType, stringType, stringValue } from '../../values/construct.ts';
import type { Value } from '../../values/value.ts';
import { textOf, textsOf } from '../data-sources/read-values.ts';
import { unknownAttribute } from '../expressions/unknown-parts.ts';

/** The instance of the certificate, as far as its domains hang on it. */
interface Certificate {
  readonly address: string;
  readonly configured: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, Value>;
}

const recordParts = ['resource_record_name', 'resource_record_type', 'resource_record_value'] as const;
const optionType = objectType({
  domain_name: stringType,
  resource_record_name: stringType,
  resource_record_type: stringType,
  resource_record_value: stringType,
});

/**
 * A certificate that is validated by DNS plans one record for each of its domains; only what the records hold
 * is known after apply. So the usual `for_each` over them has a certain number (seen in plans of provider
 * 5.100).
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/acm_certificate
 */
export function planValidationOptions(value: Value, certificate: Certificate): Value {
  const domains = domainsOf(certificate);
  if (domains === undefined || textOf(certificate.values.get('validation_method')) !== 'DNS') return value;
  return setOf(
    optionType,
    domains.map((name) => validationOption(name, certificate.address)),
  );
}

function validationOption(name: string, address: string): Value {
  return objectOf([
    ['domain_name', stringValue(name)],
    ...recordParts.map((part): [string, Value] => [
      part,
      unknownAttribute(stringType, { address, path: `domain_validation_options.${part}` }),
    ]),
  ]);
}

/** The certificate's own domain is always among them. */
export function planAlternativeNames(_value: Value, certificate: Certificate): Value {
  const domains = domainsOf(certificate);
  if (domains !== undefined) return setOf(stringType, domains.map(stringValue));
  const path = 'subject_alternative_names';
  return unknownAttribute(setType(stringType), { address: certificate.address, path });
}

function domainsOf({ values, configured }: Certificate): readonly string[] | undefined {
  const domain = textOf(values.get('domain_name'));
  const isWritten = configured.has('subject_alternative_names');
  const others = isWritten ? textsOf(values.get('subject_alternative_names')) : [];
  return domain === undefined || others === undefined ? undefined : [...new Set([domain, ...others])];
}
