import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { KEYS, partsOf } from '@/components/studio/keys';
import { libraryCommand, studioCommand, type KeyPress } from '@/components/studio/keyboard';
import { projectRoot } from '@/lib/imaging/paths';
import { keysPage } from './page';

/** The press that a stroke of the table describes. */
function pressOf(stroke: string): KeyPress {
  const parts = partsOf(stroke);
  return { key: parts.at(-1) ?? '', metaKey: false, ctrlKey: parts.includes('Mod'), altKey: false, shiftKey: parts.includes('Shift') };
}

describe('the table of keys', () => {
  it('is what docs/KEYS.md says (npm run keys-docs)', () => {
    expect(readFileSync(join(projectRoot(), 'docs', 'KEYS.md'), 'utf8')).toBe(keysPage());
  });
  it.each(KEYS.flatMap(({ place, strokes }) => strokes.map(([stroke, command]) => ({ place, stroke, command }))))('$stroke means $command ($place)', ({ place, stroke, command }) => {
    if (place !== 'library') expect(studioCommand(pressOf(stroke), 'page')).toBe(command);
    if (place !== 'studio') expect(libraryCommand(pressOf(stroke), 'page')).toBe(command);
  });
  it('gives no stroke to two commands of one place', () => {
    for (const place of ['studio', 'library'] as const) {
      const strokes = KEYS.filter((row) => row.place === place || row.place === 'everywhere').flatMap((row) => row.strokes.map(([stroke]) => stroke));
      expect(new Set(strokes).size).toBe(strokes.length);
    }
  });
});
