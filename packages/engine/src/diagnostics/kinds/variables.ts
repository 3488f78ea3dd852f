import type { DiagnosticKind } from '../diagnostic.ts';
import { didYouMean, lacking, pages } from './terraform-words.ts';

/** Of NSN3001 to NSN3099: input variables and arguments of modules. Append only; keep by code. */

export const missingVariable: DiagnosticKind<{
  readonly name: string;
}> = {
  code: 'NSN3004',
  severity: 'error',
  source: pages.vars,
  words: {
    en: {
      message: ({ name }) => `variable \`${name}\` has no default and no value was given`,
      help: ({ name }) => `give it with \`--var '${name}=…'\`, \`TF_VAR_${name}\` or a \`.tfvars\` file`,
    },
    ja: {
      message: ({ name }) => `変数 \`${name}\` に既定値がなく、値も渡されていません`,
      help: ({ name }) =>
        `\`--var '${name}=…'\`、\`TF_VAR_${name}\`、または \`.tfvars\` で値を渡してください`,
    },
  },
};

export const wrongVariableType: DiagnosticKind<{
  readonly name: string;
  readonly path: string;
  readonly expected: string;
  readonly found: string;
  readonly attribute?: string;
}> = {
  code: 'NSN3005',
  severity: 'error',
  source: pages.vars,
  words: {
    en: {
      message: ({ name, path, expected, found, attribute }) =>
        `variable \`${name}${path}\` needs ${expected}, ${lacking(found, attribute, 'en')}`,
    },
    ja: {
      message: ({ name, path, expected, found, attribute }) =>
        `変数 \`${name}${path}\` には ${expected} が必要ですが、${lacking(found, attribute, 'ja')}`,
    },
  },
};

export const validationFailed: DiagnosticKind<{
  readonly name: string;
  readonly text: string;
}> = {
  code: 'NSN3006',
  severity: 'error',
  source: pages.vars,
  words: {
    en: {
      message: ({ name, text }) => `the value of variable \`${name}\` is refused: ${text}`,
    },
    ja: {
      message: ({ name, text }) => `変数 \`${name}\` の値は検証を通りません: ${text}`,
    },
  },
};

export const undeclaredVariableInFile: DiagnosticKind<{
  readonly name: string;
  readonly suggestions: readonly string[];
}> = {
  code: 'NSN3007',
  severity: 'warning',
  source: pages.vars,
  words: {
    en: {
      message: ({ name }) => `a value is given for variable \`${name}\`, which is not declared`,
      help: ({ suggestions }) => didYouMean(suggestions, 'en'),
    },
    ja: {
      message: ({ name }) => `宣言されていない変数 \`${name}\` に値が渡されています`,
      help: ({ suggestions }) => didYouMean(suggestions, 'ja'),
    },
  },
};

export const undeclaredVariableOption: DiagnosticKind<{
  readonly name: string;
  readonly suggestions: readonly string[];
}> = {
  code: 'NSN3008',
  severity: 'error',
  source: pages.vars,
  words: {
    en: {
      message: ({ name }) => `the command line gives a value for variable \`${name}\`, which is not declared`,
      help: ({ suggestions }) => didYouMean(suggestions, 'en'),
    },
    ja: {
      message: ({ name }) => `コマンドラインで、宣言されていない変数 \`${name}\` に値が渡されています`,
      help: ({ suggestions }) => didYouMean(suggestions, 'ja'),
    },
  },
};

export const invalidTypeConstraint: DiagnosticKind<{
  readonly written: string;
}> = {
  code: 'NSN3019',
  severity: 'error',
  source: pages.types,
  words: {
    en: {
      message: ({ written }) => `\`${written}\` is not a type`,
      help: () =>
        'a type is `string`, `number`, `bool`, `any`, `list(…)`, `set(…)`, `map(…)`, `object({…})` or `tuple([…])`',
    },
    ja: {
      message: ({ written }) => `\`${written}\` は型ではありません`,
      help: () =>
        '型は `string`、`number`、`bool`、`any`、`list(…)`、`set(…)`、`map(…)`、`object({…})`、`tuple([…])` のいずれかです',
    },
  },
};

export const unknownModuleArgument: DiagnosticKind<{
  readonly module: string;
  readonly name: string;
  readonly suggestions: readonly string[];
}> = {
  code: 'NSN3027',
  severity: 'error',
  source: pages.mods,
  words: {
    en: {
      message: ({ module, name }) => `\`${module}\` has no variable \`${name}\``,
      help: ({ suggestions }) => didYouMean(suggestions, 'en'),
    },
    ja: {
      message: ({ module, name }) => `\`${module}\` に変数 \`${name}\` はありません`,
      help: ({ suggestions }) => didYouMean(suggestions, 'ja'),
    },
  },
};

export const missingModuleArgument: DiagnosticKind<{
  readonly module: string;
  readonly name: string;
}> = {
  code: 'NSN3028',
  severity: 'error',
  source: pages.mods,
  words: {
    en: {
      message: ({ module, name }) => `\`${module}\` needs a value for its variable \`${name}\``,
    },
    ja: {
      message: ({ module, name }) => `\`${module}\` の変数 \`${name}\` に値が必要です`,
    },
  },
};

/** Of a rehearsal: `--set module.vpc.enable_nat_gateway=false`. */
export const triedArgumentOfNothing: DiagnosticKind<{
  readonly module: string;
  readonly name: string;
  readonly missing: 'module' | 'variable';
  readonly suggestions: readonly string[];
}> = {
  code: 'NSN3040',
  severity: 'error',
  source: pages.vars,
  words: {
    en: {
      message: ({ module, name, missing }) =>
        missing === 'module'
          ? `\`--set\` gives \`${module}.${name}\`, but no module \`${module}\` is read here`
          : `\`--set\` gives \`${module}.${name}\`, but \`${module}\` has no variable \`${name}\``,
      help: ({ suggestions, missing }) =>
        suggestions.length === 0 && missing === 'module'
          ? 'a module that is not on disk cannot be evaluated: run `terraform init`'
          : didYouMean(suggestions, 'en'),
    },
    ja: {
      message: ({ module, name, missing }) =>
        missing === 'module'
          ? `\`--set\` で \`${module}.${name}\` が指定されていますが、モジュール \`${module}\` は読み取られていません`
          : `\`--set\` で \`${module}.${name}\` が指定されていますが、\`${module}\` に変数 \`${name}\` はありません`,
      help: ({ suggestions, missing }) =>
        suggestions.length === 0 && missing === 'module'
          ? 'ディスク上にないモジュールは評価できません。`terraform init` を実行してください'
          : didYouMean(suggestions, 'ja'),
    },
  },
};
