import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { projectRoot } from '@/lib/imaging/paths';
import { trajectorySchema } from './trajectory';

type Schema = { readonly properties?: Readonly<Record<string, Schema>>; readonly required?: readonly string[]; readonly items?: Schema; readonly oneOf?: readonly Schema[]; readonly anyOf?: readonly Schema[]; readonly const?: string; readonly $ref?: string };

const page = readFileSync(join(projectRoot(), 'docs/TRAJECTORY.md'), 'utf8');
const document = z.toJSONSchema(trajectorySchema, { io: 'input' }) as Schema;

/** Rows of the table under a heading: field (`?` where it may be absent) → the text beside it. */
function fieldsUnder(heading: string): ReadonlyMap<string, string> {
  const section = page.split(/^#{2,3} /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  return new Map([...section.matchAll(/^\| `([\w?]+)` \|(.*)\|$/gm)].map(([, name = '', text = '']) => [name, text]));
}

const named = ({ properties = {}, required = [] }: Schema): readonly string[] => Object.keys(properties).map((name) => (required.includes(name) ? name : `${name}?`));

function holds(heading: string, schema: Schema, besides: readonly string[] = []): void {
  const fields = fieldsUnder(heading);
  expect([...fields.keys()].sort(), heading).toEqual(named(schema).filter((name) => !besides.includes(name)).sort());
  // What an object field holds is named in its row.
  for (const [name, text] of fields) {
    const inner = schema.properties?.[name.replace('?', '')];
    const object = inner?.properties ? inner : inner?.items;
    if (!object?.properties || LINKED.has(name)) continue;
    for (const key of named(object)) expect(text, `${heading}: ${name}`).toContain(`\`${key}\``);
  }
}
/** These have a table of their own. */
const LINKED: ReadonlySet<string> = new Set(['request', 'events', 'evidence']);

const events = document.properties?.['events']?.items;
const kinds = new Map((events?.oneOf ?? events?.anyOf ?? []).map((schema) => [schema.properties?.['type']?.const ?? '', schema]));

describe('docs/TRAJECTORY.md', () => {
  it('lists the fields of the document and of the request, and no other', () => {
    holds('The document', document);
    holds('Request', document.properties?.['request'] ?? {});
  });

  it.each([...kinds.keys()])('lists the fields of the event %s, and no other', (type) => {
    holds(type, kinds.get(type) ?? {}, ['type']);
  });

  it('lists every event and every measurement', () => {
    const headings = [...page.matchAll(/^### (\w+)$/gm)].map(([, name]) => name);
    expect(headings.sort()).toEqual([...kinds.keys()].sort());
    holds('Evidence', kinds.get('observation')?.properties?.['evidence'] ?? {});
  });
});
