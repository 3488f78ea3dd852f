/** HTML that is already escaped; only this file makes it. */
export interface Html {
  readonly html: string;
}

export type Attributes = Readonly<Record<string, string | number | true | undefined>>;

const empty: ReadonlySet<string> = new Set(['meta', 'link', 'br', 'hr', 'img', 'input']);

export function element(name: string, attributes: Attributes, children: readonly Html[]): Html {
  const written = Object.entries(attributes)
    .flatMap(([key, value]) =>
      value === undefined ? [] : [value === true ? ` ${key}` : ` ${key}="${escapeHtml(String(value))}"`],
    )
    .join('');
  if (empty.has(name)) return { html: `<${name}${written}>` };
  return { html: `<${name}${written}>${children.map(({ html }) => html).join('')}</${name}>` };
}

export function text(words: string): Html {
  return { html: escapeHtml(words) };
}

/** Data for the script: nothing in it can end the element or open a comment. */
export function jsonElement(id: string, data: unknown): Html {
  const json = JSON.stringify(data).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e');
  return { html: `<script type="application/json" id="${id}">${json}</script>` };
}

/** Our own style or script; never text of the user. */
export function raw(html: string): Html {
  return { html };
}

/** Marks that turn the direction of writing around are shown, not obeyed. */
const unsafe = /(?![\t\n\r])[\p{Cc}\p{Cs}\p{Bidi_Control}]/gu;

function escapeHtml(words: string): string {
  return words
    .replaceAll(unsafe, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
