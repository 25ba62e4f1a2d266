import { SettingsFileError } from './errors';
import { Budget, checkLength, isUnsafeKey } from './limits';

/**
 * The part of XML 1.0 with namespaces that XMP uses, read strictly and printed back in order. A document type declaration is refused, so
 * no entity but the five of XML itself exists; size, depth and the number of nodes are bounded; reading is linear in the text.
 */
export type XmlElement = { readonly kind: 'element'; readonly name: string; readonly uri: string; readonly local: string; readonly attributes: readonly XmlAttribute[]; readonly children: readonly XmlNode[] };
export type XmlAttribute = { readonly name: string; readonly uri: string; readonly local: string; readonly value: string };
/** `raw` is a comment or processing instruction, kept as it came. */
export type XmlNode = XmlElement | { readonly kind: 'text'; readonly text: string } | { readonly kind: 'raw'; readonly text: string };

/** Namespaces known at one place: Adobe's richest sidecars have some twenty. Every element that declares one copies those around it. */
const MAX_NAMESPACES = 64;
const XML_URI = 'http://www.w3.org/XML/1998/namespace';

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const NAME = /[A-Za-z_\u00b7-\uffff][\w.\-\u00b7-\uffff]*(?::[A-Za-z_\u00b7-\uffff][\w.\-\u00b7-\uffff]*)?/y;
const SPACE = /[ \t\r\n]*/y;

const isXmlChar = (code: number): boolean => code === 9 || code === 10 || code === 13 || (code >= 32 && code <= 0xd7ff) || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);

const decode = (text: string): string =>
  !text.includes('&') ? text : text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{1,8}));|&/gi, (whole, hex?: string, decimal?: string, named?: string) => {
    const code = hex ? Number.parseInt(hex, 16) : decimal ? Number(decimal) : undefined;
    if (code !== undefined && isXmlChar(code)) return String.fromCodePoint(code);
    const char = named === undefined ? undefined : ENTITIES[named];
    if (char === undefined) throw new SettingsFileError('malformed-xml', `The XML uses ${whole}, which is not one of the characters that XML names; write it out.`);
    return char;
  });

type Scope = ReadonlyMap<string, string>;
type Open = { readonly name: string; readonly uri: string; readonly local: string; readonly attributes: readonly XmlAttribute[]; readonly children: XmlNode[]; readonly scope: Scope };

/** The document's top-level nodes. Throws `SettingsFileError`. */
export function parseXml(source: string): readonly XmlNode[] {
  checkLength(source);
  const text = source.replace(/^\ufeff/, '');
  const bad = (at: number, what: string): never => { throw new SettingsFileError('malformed-xml', `The XML is broken at line ${text.slice(0, at).split('\n').length}: ${what}.`); };
  const match = (pattern: RegExp, at: number): string => { pattern.lastIndex = at; return pattern.exec(text)?.[0] ?? ''; };
  const until = (mark: string, from: number, what: string): number => { const end = text.indexOf(mark, from); return end < 0 ? bad(from, `${what} is not closed`) : end; };

  const top: XmlNode[] = [];
  const stack: Open[] = [];
  const scopeNow = (): Scope => stack.at(-1)?.scope ?? new Map([['xml', XML_URI]]);
  const budget = new Budget();
  const add = (node: XmlNode): void => {
    budget.node();
    (stack.at(-1)?.children ?? top).push(node);
  };
  const close = (open: Open): XmlElement => ({ kind: 'element', name: open.name, uri: open.uri, local: open.local, attributes: open.attributes, children: open.children });

  let at = 0;
  while (at < text.length) {
    const next = text.indexOf('<', at);
    const stop = next < 0 ? text.length : next;
    if (stop > at) {
      const words = text.slice(at, stop);
      if (stack.length === 0 && /[^\s\0]/.test(words)) bad(at, 'text outside of any element');
      if (stack.length > 0) add({ kind: 'text', text: decode(words) });
      at = stop;
    }
    if (next < 0) break;
    if (text.startsWith('<!--', at)) { const end = until('-->', at + 4, 'a comment') + 3; add({ kind: 'raw', text: text.slice(at, end) }); at = end; }
    else if (text.startsWith('<![CDATA[', at)) { const end = until(']]>', at + 9, 'a CDATA section'); add({ kind: 'text', text: text.slice(at + 9, end) }); at = end + 3; }
    else if (text.startsWith('<?', at)) { const end = until('?>', at + 2, 'an instruction') + 2; add({ kind: 'raw', text: text.slice(at, end) }); at = end; }
    else if (text.startsWith('<!', at)) bad(at, 'document type declarations are not read');
    else if (text.startsWith('</', at)) {
      const name = match(NAME, at + 2);
      const open = stack.pop();
      budget.leave();
      if (!open || open.name !== name) bad(at, `</${name}> does not close <${open?.name ?? ''}>`);
      else add(close(open));
      at += 2 + name.length;
      at += match(SPACE, at).length;
      if (text[at] !== '>') bad(at, 'a closing tag is not closed');
      at += 1;
    } else {
      const name = match(NAME, at + 1);
      if (name === '') bad(at, 'a tag without a name');
      if (isUnsafeKey(name.slice(name.indexOf(':') + 1))) bad(at, `${name} is not a name that a setting can have`);
      at += 1 + name.length;
      const given: { name: string; value: string }[] = [];
      const keys = new Set<string>();
      for (;;) {
        const gap = match(SPACE, at).length;
        at += gap;
        if (text[at] === '>' || text.startsWith('/>', at)) break;
        const key = match(NAME, at);
        if (key === '' || gap === 0) bad(at, `the tag <${name}> is not closed`);
        if (isUnsafeKey(key.slice(key.indexOf(':') + 1))) bad(at, `${key} is not a name that a setting can have`);
        at += key.length;
        at += match(SPACE, at).length;
        if (text[at] !== '=') bad(at, `${key} has no value`);
        at += 1;
        at += match(SPACE, at).length;
        const quote = text[at];
        if (quote !== '"' && quote !== "'") { bad(at, `the value of ${key} is not quoted`); break; }
        const end = until(quote, at + 1, `the value of ${key}`);
        const value = text.slice(at + 1, end);
        if (value.includes('<')) bad(at, `the value of ${key} holds a <`);
        if (keys.has(key)) bad(at, `${key} is there twice`);
        keys.add(key);
        budget.node();
        given.push({ name: key, value: decode(value.replace(/[\t\r\n]/g, ' ')) });
        at = end + 1;
      }
      const declared = given.filter((attribute) => attribute.name === 'xmlns' || attribute.name.startsWith('xmlns:'));
      const scope = declared.length === 0 ? scopeNow() : new Map([...scopeNow(), ...declared.map(({ name: key, value }) => [key.slice(6), value] as const)]);
      if (scope.size > MAX_NAMESPACES) throw new SettingsFileError('too-large', `The XML declares more than ${MAX_NAMESPACES} namespaces; no settings file does.`);
      const resolve = (qualified: string, attribute: boolean): { uri: string; local: string } => {
        const colon = qualified.indexOf(':');
        if (colon < 0) return { uri: attribute ? '' : (scope.get('') ?? ''), local: qualified };
        if (qualified.startsWith('xmlns:')) return { uri: 'xmlns', local: qualified.slice(6) };
        return { uri: scope.get(qualified.slice(0, colon)) ?? bad(at, `the prefix of ${qualified} is not declared`), local: qualified.slice(colon + 1) };
      };
      const open: Open = { name, ...resolve(name, false), attributes: given.map((attribute) => ({ ...attribute, ...resolve(attribute.name, true) })), children: [], scope };
      if (text[at] === '/') { add(close(open)); at += 2; }
      else {
        stack.push(open);
        at += 1;
        budget.enter();
      }
    }
  }
  if (stack.length > 0) bad(text.length, `<${stack.at(-1)?.name ?? ''}> is not closed`);
  return top;
}

const clean = (text: string): string => Array.from(text).filter((char) => isXmlChar(char.codePointAt(0) ?? 0)).join('');
const escapeText = (text: string): string => clean(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const escapeValue = (text: string): string => escapeText(text).replace(/"/g, '&quot;').replace(/\t/g, '&#x9;').replace(/\n/g, '&#xA;').replace(/\r/g, '&#xD;');

/** Prints nodes back; attributes stand one on a line, as Lightroom has them. */
export function printXml(nodes: readonly XmlNode[], depth = 0): string {
  return nodes.map((node) => {
    if (node.kind === 'raw') return node.text;
    if (node.kind === 'text') return escapeText(node.text);
    const gap = node.attributes.length > 1 ? `\n${' '.repeat(depth + 1)}` : ' ';
    const head = `<${node.name}${node.attributes.map(({ name, value }) => `${gap}${name}="${escapeValue(value)}"`).join('')}`;
    return node.children.length === 0 ? `${head}/>` : `${head}>${printXml(node.children, depth + 1)}</${node.name}>`;
  }).join('');
}
