import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { en } from './en';
import { zh } from './zh';

type Tree = { readonly [key: string]: string | Tree };

function flat(tree: Tree, prefix = ''): Map<string, string> {
  const leaves = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') leaves.set(prefix + key, value);
    else for (const [name, text] of flat(value, `${prefix}${key}.`)) leaves.set(name, text);
  }
  return leaves;
}

/** Names of the arguments of an ICU message: what follows an opening brace that does not begin a plural's words (`=0 {none}`). */
const argumentsOf = (text: string) => [...new Set([...text.matchAll(/(?<!(?:=\d+|other|one) )\{(\w+)[,}]/g)].map((match) => match[1]))].sort();

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? sources(join(folder, entry.name)) : entry.name.endsWith('.tsx') ? [join(folder, entry.name)] : [],
  );
}

const root = join(import.meta.dirname, '../../..');
const files = [...sources(join(root, 'components')), ...sources(join(root, 'app'))];
// Names and words that are the same in every language.
const SAME_EVERYWHERE = new Set(['Evoroom']);

describe('the catalogues', () => {
  const [english, chinese] = [flat(en), flat(zh)];
  it('have the same keys', () => {
    expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort());
  });
  it('give each message the same arguments in both languages', () => {
    for (const [key, text] of english) expect(argumentsOf(chinese.get(key) ?? ''), key).toEqual(argumentsOf(text));
  });
  it('leave nothing empty', () => {
    for (const [key, text] of [...english, ...chinese]) expect(text.trim(), key).not.toBe('');
  });
});

describe('the components', () => {
  it.each(files)('%s says nothing that is not in the catalogues', (file) => {
    const code = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
    // Text between tags that stands on one line, and literal words in attributes that people hear or read.
    const texts = [...code.matchAll(/<\/?[A-Za-z][^<>=]*(?:="[^"]*"[^<>=]*)*>\s*([^<>{}\n;()=]*[A-Za-z\u4e00-\u9fff]{2}[^<>{}\n;()=]*)\s*<\//g)].map((match) => match[1]?.trim() ?? '');
    const attributes = [...code.matchAll(/\b(?:aria-label|title|placeholder|alt|label)="([^"]*[A-Za-z\u4e00-\u9fff]{2}[^"]*)"/g)].map((match) => match[1] ?? '');
    expect([...texts, ...attributes].filter((text) => !SAME_EVERYWHERE.has(text))).toEqual([]);
  });
});
