import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FAMILIES, toolsOf } from '@/lib/develop/tools';
import { projectRoot } from '@/lib/imaging/paths';
import { index, page, pageName } from './pages';

const read = (name: string): string => readFileSync(join(projectRoot(), 'docs', 'engine', name), 'utf8');

describe('docs/engine', () => {
  it.each(FAMILIES.filter(({ id }) => toolsOf(id).length > 0))('says of $id what the registry says (npm run engine-docs)', (family) => {
    expect(read(pageName(family))).toBe(page(family));
  });
  it('lists every family', () => {
    expect(read('README.md')).toBe(index());
  });
});
