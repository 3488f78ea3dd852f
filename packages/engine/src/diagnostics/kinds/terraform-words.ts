import type { Language } from '../diagnostic.ts';

const language = 'https://developer.hashicorp.com/terraform/language';

type PageName =
  | 'ref'
  | 'vars'
  | 'count'
  | 'foreach'
  | 'cond'
  | 'for'
  | 'types'
  | 'mods'
  | 'res'
  | 'dyn'
  | 'prov';

/** Pages of Terraform’s documentation that diagnostics cite. */
export const pages: Readonly<Record<PageName, string>> = {
  ref: `${language}/expressions/references`,
  vars: `${language}/values/variables`,
  count: `${language}/meta-arguments/count`,
  foreach: `${language}/meta-arguments/for_each`,
  cond: `${language}/expressions/custom-conditions`,
  for: `${language}/expressions/for`,
  types: `${language}/expressions/type-constraints`,
  mods: `${language}/modules/syntax`,
  res: `${language}/resources/syntax`,
  dyn: `${language}/expressions/dynamic-blocks`,
  prov: `${language}/providers/configuration`,
};

export function quote(text: string): string {
  return `\`${text}\``;
}

/** Empty when nothing is near: then there is nothing to say. */
export function didYouMean(suggestions: readonly string[], language: Language): string {
  const names = suggestions.map(quote);
  if (language === 'ja') {
    return names.length === 0
      ? '宣言を追加するか、名前を確認してください'
      : `もしかして: ${names.join('、')}`;
  }
  return names.length === 0 ? 'declare it, or check the name' : `did you mean ${names.join(' or ')}`;
}

const lackWords = {
  attribute: {
    en: (name: string): string => `but attribute \`${name}\` is missing`,
    ja: (name: string): string => `属性 \`${name}\` がありません`,
  },
  found: {
    en: (found: string): string => `not ${found}`,
    ja: (found: string): string => `実際は ${found} です`,
  },
} as const;

/** How a value is not what was wanted. */
export function lacking(found: string, attribute: string | undefined, language: Language): string {
  return attribute === undefined
    ? lackWords.found[language](found)
    : lackWords.attribute[language](attribute);
}
