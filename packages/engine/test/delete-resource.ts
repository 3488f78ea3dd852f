/**
 * Deletes a resource from Terraform text as a person would: its block, and what refers to it. It works on the
 * text alone and shares nothing with the reader or with the model.
 */

/** Files by name. */
export type Texts = Readonly<Record<string, string>>;

/** Resources that are nothing without what they join. */
const joining =
  /^aws_(route|route_table_association|main_route_table_association|security_group_rule|vpc_security_group_(ingress|egress)_rule|network_acl_(rule|association)|vpc_endpoint_(policy|private_dns|route_table_association|subnet_association|security_group_association)|eip_association|route53_record|route53_zone_association|internet_gateway_attachment|vpc_peering_connection_(options|accepter)|network_interface_sg_attachment|vpc_dhcp_options_association)$/;

interface Block {
  readonly start: number;
  readonly end: number;
  readonly head: string;
}

/** @returns nothing where a reference stands in a place that a person would have to think about */
export function deleteResource(texts: Texts, address: string): Texts | undefined {
  const [type = '', name = ''] = address.split('.');
  let changed = withoutBlock(texts, `resource "${type}" "${name}"`);
  const reference = new RegExp(`(?<![\\w.])${type}\\.${name}(?![\\w-])`);
  for (let round = 0; round < 200; round++) {
    const found = Object.entries(changed).find(([, text]) => reference.test(withoutComments(text)));
    if (found === undefined) return changed;
    const [file, text] = found;
    const at = withoutComments(text).search(reference);
    const next = deleteReference(changed, file, text, at);
    if (next === undefined) return undefined;
    changed = next;
  }
  return undefined;
}

function deleteReference(texts: Texts, file: string, text: string, at: number): Texts | undefined {
  const outer = blocksOf(text, 0, text.length).find(({ start, end }) => start <= at && at < end);
  if (outer === undefined) return undefined;
  const [, kind, type = '', name = ''] = /^(\w+)\s+"([^"]+)"(?:\s+"([^"]+)")?/.exec(outer.head) ?? [];
  if (kind === 'output') return { ...texts, [file]: cut(text, outer) };
  if (kind === 'resource' && joining.test(type)) return deleteResource(texts, `${type}.${name}`);
  const inner = blocksOf(text, text.indexOf('{', outer.start) + 1, outer.end - 1).find(
    ({ start, end }) => start <= at && at < end,
  );
  if (inner !== undefined && /^(route|ingress|egress)\b/.test(inner.head)) {
    const isList = text.slice(text.lastIndexOf('\n', at), at).includes('[');
    if (!isList) return { ...texts, [file]: cut(text, inner) };
  }
  return deleteElement(texts, file, text, at);
}

/** `[a.id, b.id]` without one of them. */
function deleteElement(texts: Texts, file: string, text: string, at: number): Texts | undefined {
  const open = text.lastIndexOf('[', at);
  const close = text.indexOf(']', at);
  const list = open < 0 || close < 0 ? '' : text.slice(open, close);
  if (!/^\[[\w\s.,"]*$/.test(list)) return undefined;
  const elements = list
    .slice(1)
    .split(',')
    .map((element) => element.trim())
    .filter((element) => element !== '');
  const index = text.slice(open + 1, at).split(',').length - 1;
  const kept = elements.filter((_, i) => i !== index);
  // A workload without a subnet is no Terraform that AWS takes: a person deletes the workload.
  const isSubnets = /subnet(_id)?s\s*=\s*$/.test(text.slice(0, open));
  if (isSubnets && kept.length === 0) return undefined;
  return { ...texts, [file]: `${text.slice(0, open)}[${kept.join(', ')}${text.slice(close)}` };
}

function withoutBlock(texts: Texts, head: string): Texts {
  return Object.fromEntries(
    Object.entries(texts).map(([file, text]) => {
      const block = blocksOf(text, 0, text.length).find((candidate) => candidate.head.startsWith(head));
      return [file, block === undefined ? text : cut(text, block)];
    }),
  );
}

function cut(text: string, { start, end }: Block): string {
  return text.slice(0, start) + text.slice(end);
}

/** Blocks directly between two offsets, by counting braces outside strings and comments. */
function blocksOf(whole: string, from: number, to: number): readonly Block[] {
  const text = withoutComments(whole);
  const blocks: Block[] = [];
  let depth = 0;
  let start = from;
  let head = '';
  for (let i = from; i < to; i++) {
    if (text[i] === '"') {
      i = endOfString(text, i);
    } else if (text[i] === '{') {
      if (depth === 0) {
        start = text.lastIndexOf('\n', i) + 1;
        head = text.slice(start, i).trim();
      }
      depth++;
    } else if (text[i] === '}') {
      depth--;
      if (depth === 0) blocks.push({ start, end: i + 1, head });
    }
  }
  return blocks;
}

function endOfString(text: string, from: number): number {
  for (let i = from + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '"') return i;
    else if (text[i] === '$' && text[i + 1] === '{') i = endOfTemplate(text, i + 2);
  }
  return text.length;
}

function endOfTemplate(text: string, from: number): number {
  let depth = 1;
  for (let i = from; i < text.length; i++) {
    if (text[i] === '"') i = endOfString(text, i);
    else if (text[i] === '{') depth++;
    else if (text[i] === '}') {
      depth--;
      if (depth === 0) return i;
    }
  }
  return text.length;
}

/** Comments as spaces, so that offsets stay. */
function withoutComments(text: string): string {
  return text.replace(/(^|\s)(#|\/\/)[^\n]*/g, (comment) => comment.replace(/[^\n]/g, ' '));
}

/** Addresses of the resources in the text, each resource once. */
export function resourcesIn(texts: Texts): readonly string[] {
  return Object.values(texts).flatMap((text) =>
    [...withoutComments(text).matchAll(/^resource\s+"([^"]+)"\s+"([^"]+)"/gm)].map(
      ([, type, name]) => `${type}.${name}`,
    ),
  );
}
