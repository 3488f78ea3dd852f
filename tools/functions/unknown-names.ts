/** What the names in `unknown-expressions.txt` stand for: values that are known only after apply. */
const names: Readonly<Record<string, string>> = {
  TEXT: 'tostring(terraform_data.x.id)',
  ANY: 'terraform_data.x.output',
  LIST: 'split(",", tostring(terraform_data.x.id))',
  SET: 'toset(split(",", tostring(terraform_data.x.id)))',
  MAP: 'zipmap(split(",", tostring(terraform_data.x.id)), split(",", tostring(terraform_data.x.id)))',
  NUMBER: 'length(tostring(terraform_data.x.id))',
  FLAG: '(tostring(terraform_data.x.id) == "q")',
};

export function withUnknowns(expression: string): string {
  return expression.replaceAll(/\b(?:TEXT|ANY|LIST|SET|MAP|NUMBER|FLAG)\b/g, (name) => names[name] ?? name);
}
