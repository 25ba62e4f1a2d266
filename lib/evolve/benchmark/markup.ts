/** Markup that was written here, or text that was made safe: the only thing that goes into a page as it is. */
export class Markup {
  constructor(readonly text: string) {}
}

type Part = Markup | string | number | false | undefined | readonly Part[];

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function shown(part: Part): string {
  if (part === false || part === undefined) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'object') return part.map(shown).join('');
  return String(part).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/** Markup with values in it, each escaped for text and quoted attributes alike. What is false or absent shows nothing. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Markup => new Markup(strings.map((text, at) => text + shown(parts[at])).join(''));
