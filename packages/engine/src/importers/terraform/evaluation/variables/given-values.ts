import { suggestNames } from '../../../../base/nearest-names.ts';
import { compareText } from '../../../../base/ordered.ts';
import type { SourceRange } from '../../../../base/source-range.ts';
import { type Diagnostic, diagnose } from '../../../../diagnostics/diagnostic.ts';
import { missingVariableFile } from '../../../../diagnostics/kinds/files.ts';
import {
  undeclaredVariableInFile,
  undeclaredVariableOption,
} from '../../../../diagnostics/kinds/variables.ts';
import type { FileText } from '../../project.ts';
import type { Expression } from '../../syntax/ast.ts';
import { locator } from '../../syntax/locate.ts';
import { parseExpression } from '../../syntax/native.ts';
import { parseVariableFile } from '../../syntax/variable-file.ts';
import type { Session } from '../session.ts';
import type { Source } from '../source.ts';

/** A value for a root variable: an expression of a file, or text of the command line or environment. */
export type GivenValue =
  | { readonly kind: 'expression'; readonly expression: Expression; readonly source: Source }
  | { readonly kind: 'text'; readonly text: string; readonly place: string };

/**
 * The values given for root variables; later ones replace earlier ones (TF-9): environment,
 * terraform.tfvars, terraform.tfvars.json, *.auto.tfvars by name, then options in order.
 *
 * @see https://developer.hashicorp.com/terraform/language/values/variables#variable-definition-precedence
 */
export function collectGivenValues(
  session: Session,
  declared: ReadonlyMap<string, unknown>,
): ReadonlyMap<string, GivenValue> {
  const given = new Map<string, GivenValue>();
  // TF_VAR_ of other projects may be set: undeclared ones are silent, as in Terraform.
  for (const [name, text] of session.inputs.environment) {
    if (declared.has(name)) given.set(name, { kind: 'text', text, place: `TF_VAR_${name}` });
  }
  for (const path of automaticFiles(session.files.list('.') ?? [])) {
    takeFile(path, session.files.readText(path), given, declared, session);
  }
  for (const option of session.inputs.options) {
    if (option.kind === 'var-file') takeFile(option.path, option.file, given, declared, session);
    else if (declared.has(option.name)) {
      given.set(option.name, { kind: 'text', text: option.value, place: `--var ${option.name}` });
    } else {
      const facts = { name: option.name, suggestions: suggestNames(option.name, declared.keys()) };
      session.report(diagnose(undeclaredVariableOption, facts, undefined));
    }
  }
  return given;
}

function automaticFiles(names: readonly string[]): readonly string[] {
  const first = ['terraform.tfvars', 'terraform.tfvars.json'].filter((name) => names.includes(name));
  const automatic = names.filter((name) => /\.auto\.tfvars(\.json)?$/.test(name)).toSorted(compareText);
  return [...first, ...automatic];
}

function takeFile(
  path: string,
  file: FileText,
  given: Map<string, GivenValue>,
  declared: ReadonlyMap<string, unknown>,
  session: Session,
): void {
  if (file.kind !== 'text') {
    session.report(diagnose(missingVariableFile, { path, because: file.kind }, undefined));
    return;
  }
  const { value, diagnostics } = parseVariableFile(path, file.text);
  for (const diagnostic of diagnostics) session.report(diagnostic);
  const source: Source = { path, text: file.text, syntax: value.syntax, locate: locator(path, file.text) };
  for (const attribute of value.body.attributes) {
    if (declared.has(attribute.name)) {
      given.set(attribute.name, { kind: 'expression', expression: attribute.value, source });
      continue;
    }
    const facts = { name: attribute.name, suggestions: suggestNames(attribute.name, declared.keys()) };
    session.report(diagnose(undeclaredVariableInFile, facts, source.locate(attribute.nameSpan)));
  }
}

/** Text of the command line read as an expression, for variables that are not of type `string`. */
export function readGivenText(given: Extract<GivenValue, { kind: 'text' }>): {
  readonly expression: Expression;
  readonly source: Source;
  readonly diagnostics: readonly Diagnostic[];
} {
  const parsed = parseExpression(given.place, given.text);
  const source: Source = {
    path: given.place,
    text: given.text,
    syntax: 'native',
    locate: locator(given.place, given.text),
  };
  return { expression: parsed.value, source, diagnostics: parsed.diagnostics };
}

export function rangeOfGiven(given: GivenValue): SourceRange | undefined {
  return given.kind === 'expression' ? given.source.locate(given.expression.span) : undefined;
}
