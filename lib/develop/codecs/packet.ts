import { SettingsFileError } from './errors';
import { RDF, elementsOf, isRdf } from './rdf';
import { parseXml, printXml, type XmlElement, type XmlNode } from './xml';

/**
 * Packets that do not fit into one segment of a JPEG file (XMP Part 3 §1.1.3.1): a main packet, which says the digest of the extension, and the extension,
 * a document of its own whose properties belong to the same photo.
 */
const NOTE = 'http://ns.adobe.com/xmp/note/';

const mapRdf = (nodes: readonly XmlNode[], change: (rdf: XmlElement) => XmlElement): readonly XmlNode[] =>
  nodes.map((node) => (node.kind !== 'element' ? node : isRdf(node, 'RDF') ? change(node) : { ...node, children: mapRdf(node.children, change) }));

function rdfIn(nodes: readonly XmlNode[]): XmlElement | undefined {
  for (const node of nodes) {
    if (node.kind !== 'element') continue;
    const found = isRdf(node, 'RDF') ? node : rdfIn(node.children);
    if (found) return found;
  }
  return undefined;
}

const isNote = ({ uri, value }: { readonly uri: string; readonly value: string }): boolean => uri === NOTE || (uri === 'xmlns' && value === NOTE);

/** One packet of both, without the note that there were two. An extension that cannot be read is left out: the main packet stands on its own. */
export function joinExtendedXmp(main: string, extension: string): string {
  try {
    const more = rdfIn(parseXml(extension));
    const nodes = parseXml(main);
    if (!more || !rdfIn(nodes)) return main;
    // Prefixes that only the extension's outer elements declare must not be lost.
    const declared = more.attributes.filter(({ uri }) => uri === 'xmlns');
    return printXml(mapRdf(nodes, (rdf) => ({
      ...rdf,
      attributes: [...rdf.attributes, ...declared.filter(({ name }) => !rdf.attributes.some((own) => own.name === name))],
      children: [...rdf.children.map((child) => (child.kind === 'element' ? { ...child, attributes: child.attributes.filter((given) => !isNote(given)), children: child.children.filter((inner) => inner.kind !== 'element' || inner.uri !== NOTE) } : child)), ...elementsOf(more)],
    })));
  } catch (error) {
    if (error instanceof SettingsFileError) return main;
    throw error;
  }
}

/**
 * A packet in two where it has more than `limit` bytes: the largest properties go into the extension until the main part fits. `digestOf` gives the MD5 of
 * a text's UTF-8 in upper-case hex, `sizeOf` its bytes. Throws `unwritable` where not even that is enough.
 */
export function splitXmp(xmp: string, limit: number, digestOf: (text: string) => string, sizeOf: (text: string) => number): { readonly main: string; readonly extension?: string } {
  if (sizeOf(xmp) <= limit) return { main: xmp };
  const nodes = parseXml(xmp);
  const rdf = rdfIn(nodes);
  const home = rdf && elementsOf(rdf).filter((child) => isRdf(child, 'Description')).toSorted((a, b) => sizeOf(printXml([b])) - sizeOf(printXml([a])))[0];
  if (!rdf || !home) throw new SettingsFileError('not-xmp', 'The packet has no rdf:Description to divide.');
  const bySize = elementsOf(home).map((child) => ({ child, size: sizeOf(printXml([child])) })).toSorted((a, b) => b.size - a.size);
  const scope = [...rdf.attributes, ...home.attributes].filter(({ uri }) => uri === 'xmlns');
  const about = home.attributes.filter(({ local, uri }) => uri === RDF && local === 'about');

  for (let count = 1; count <= bySize.length; count++) {
    const moved = new Set<XmlNode>(bySize.slice(0, count).map(({ child }) => child));
    const description: XmlElement = { ...home, attributes: [...about, ...scope.filter(({ value }) => value !== RDF)], children: home.children.filter((child) => moved.has(child)) };
    const extension = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="${RDF}">${printXml([description])}</rdf:RDF></x:xmpmeta>`;
    const note = [{ name: 'xmlns:xmpNote', uri: 'xmlns', local: 'xmpNote', value: NOTE }, { name: 'xmpNote:HasExtendedXMP', uri: NOTE, local: 'HasExtendedXMP', value: digestOf(extension) }];
    const rest: XmlElement = { ...home, attributes: [...home.attributes.filter((given) => !isNote(given)), ...note], children: home.children.filter((child) => !moved.has(child)) };
    const main = printXml(mapRdf(nodes, (one) => ({ ...one, children: one.children.map((child) => (child === home ? rest : child)) })));
    if (sizeOf(main) <= limit) return { main, extension };
  }
  throw new SettingsFileError('unwritable', 'The settings do not fit into a JPEG file. Write them to a sidecar (.xmp).');
}
