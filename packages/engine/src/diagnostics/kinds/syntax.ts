import type { DiagnosticKind } from '../diagnostic.ts';

const hclSpecification = 'https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md';

/** NSN1001 to NSN1099: the text of `.tf` and `.tf.json` files. Append only; keep by code. */

export const unexpectedToken: DiagnosticKind<{ readonly expected: string; readonly found: string }> = {
  code: 'NSN1001',
  severity: 'error',
  source: hclSpecification,
  words: {
    en: { message: ({ expected, found }) => `expected ${expected}, found ${found}` },
    ja: { message: ({ expected, found }) => `${expected} が必要ですが、${found} があります` },
  },
};
