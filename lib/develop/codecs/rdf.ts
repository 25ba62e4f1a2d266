import type { JsonValue } from '../types';
import { joined, spell, spellItem } from './format';
import type { XmlAttribute, XmlElement, XmlNode } from './xml';

export const CRS = 'http://ns.adobe.com/camera-raw-settings/1.0/';
export const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';

export const elementsOf = (node: XmlElement): readonly XmlElement[] => node.children.filter((child): child is XmlElement => child.kind === 'element');
export const isRdf = (node: XmlElement, local: string): boolean => node.uri === RDF && node.local === local;
const textOf = (node: XmlElement): string => node.children.map((child) => (child.kind === 'text' ? child.text : '')).join('');
const crsAttributes = (node: XmlElement): readonly XmlAttribute[] => node.attributes.filter((attribute) => attribute.uri === CRS);
const record = (entries: Iterable<readonly [string, JsonValue]>): JsonValue => Object.fromEntries(entries) as JsonValue;

/** The fields of a structure, in order: `crs:` attributes first, then `crs:` elements. */
export const fieldsOf = (node: XmlElement): readonly (readonly [string, JsonValue])[] => [
  ...crsAttributes(node).map(({ local, value }) => [local, value] as const),
  ...elementsOf(node).filter((child) => child.uri === CRS).map((child) => [child.local, valueOf(child)] as const),
];

/** The value of a property element or list item: text, list, language alternatives, or a structure in any of its three forms. */
export function valueOf(node: XmlElement): JsonValue {
  const [inner] = elementsOf(node);
  if (!inner) return crsAttributes(node).length > 0 ? record(fieldsOf(node)) : textOf(node);
  if (isRdf(inner, 'Alt')) return record(elementsOf(inner).map((item) => [item.attributes.find((attribute) => attribute.name === 'xml:lang')?.value ?? 'x-default', textOf(item)] as const));
  if (isRdf(inner, 'Seq') || isRdf(inner, 'Bag')) return elementsOf(inner).map(valueOf);
  if (isRdf(inner, 'Description')) return record([...fieldsOf(inner), ...crsAttributes(node).map(({ local, value }) => [local, value] as const)]);
  return record(fieldsOf(node));
}

const SAFE_NAME = /^[A-Za-z_][\w.-]*$/;
/** Whether XML (and exiftool) can hold a field of this name. */
export const isXmpName = (name: string): boolean => SAFE_NAME.test(name);

const LANGUAGE = /^(x-default|[a-z]{2,3}(-\w+)*)$/;
const text = (value: string): XmlNode => ({ kind: 'text', text: value });
const attribute = (name: string, value: string): XmlAttribute => ({ name, uri: '', local: name, value });
const line = (depth: number): XmlNode => text(`\n${' '.repeat(depth)}`);
const element = (name: string, attributes: readonly XmlAttribute[], children: readonly XmlNode[]): XmlElement => ({ kind: 'element', name, uri: '', local: name, attributes, children });

/** Children on lines of their own. */
const block = (children: readonly XmlElement[], depth: number): readonly XmlNode[] => (children.length === 0 ? [] : [...children.flatMap((child) => [line(depth + 1), child]), line(depth)]);

export type Written = { readonly attributes: readonly XmlAttribute[]; readonly elements: readonly XmlElement[] };

/**
 * Fields as XMP: simple values as attributes, the rest as elements. Names that XML cannot hold are left out. `prefix` is the one that the
 * file uses for the `crs` namespace, with its colon; `depth` the indentation of the structure's own tag.
 */
export function writeFields(fields: Iterable<readonly [string, JsonValue]>, prefix: string, depth: number, nested: boolean): Written {
  const attributes: XmlAttribute[] = [];
  const elements: XmlElement[] = [];
  for (const [name, value] of fields) {
    if (!SAFE_NAME.test(name) || value === null) continue;
    const simple = typeof value === 'object' ? joined(name, value) : spell(name, value, nested);
    if (simple !== undefined) attributes.push(attribute(`${prefix}${name}`, simple));
    else elements.push(writeProperty(name, value, prefix, depth + 1));
  }
  return { attributes, elements };
}

function writeProperty(name: string, value: JsonValue, prefix: string, depth: number): XmlElement {
  const tag = `${prefix}${name}`;
  if (Array.isArray(value)) {
    const items = (value as readonly JsonValue[]).map((item) => writeItem(name, item, prefix, depth + 2));
    return element(tag, [], block([element('rdf:Seq', [], block(items, depth + 1))], depth));
  }
  if (typeof value !== 'object' || value === null) return element(tag, [], [text(value === null ? '' : spell(name, value, true))]);
  const entries = Object.entries(value);
  if ('x-default' in value && entries.every(([key, word]) => LANGUAGE.test(key) && typeof word === 'string')) {
    const words = entries.map(([key, word]) => element('rdf:li', [attribute('xml:lang', key)], word === '' ? [] : [text(String(word))]));
    return element(tag, [], block([element('rdf:Alt', [], block(words, depth + 1))], depth));
  }
  const inside = writeFields(entries, prefix, depth + 1, true);
  if (inside.elements.length === 0 && inside.attributes.length > 0) return element(tag, inside.attributes, []);
  return element(tag, [], block([element('rdf:Description', inside.attributes, block(inside.elements, depth + 1))], depth));
}

function writeItem(list: string, value: JsonValue, prefix: string, depth: number): XmlElement {
  // A point or a sample is one text; any other list inside a list is a list of its own.
  if (Array.isArray(value) && !value.every((part) => typeof part === 'number')) {
    const items = (value as readonly JsonValue[]).map((item) => writeItem(list, item, prefix, depth + 2));
    return element('rdf:li', [], block([element('rdf:Seq', [], block(items, depth + 1))], depth));
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return element('rdf:li', [], [text(spellItem(list, value))]);
  const inside = writeFields(Object.entries(value), prefix, depth + 1, true);
  if (inside.elements.length === 0 && inside.attributes.length > 0) return element('rdf:li', inside.attributes, []);
  return element('rdf:li', [], block([element('rdf:Description', inside.attributes, block(inside.elements, depth + 1))], depth));
}
