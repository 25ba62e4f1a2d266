import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const probe = '__direction_probe__.ts';

function lint(folder: string, source: string): string {
  mkdirSync(join(root, folder), { recursive: true });
  const file = join(root, folder, probe);
  writeFileSync(file, source);
  try {
    return execFileSync(process.execPath, [join(root, 'node_modules/oxlint/bin/oxlint'), '--format=unix', file], { cwd: root, stdio: 'pipe' }).toString();
  } catch (error) {
    return String((error as { stdout?: Buffer }).stdout);
  } finally {
    rmSync(file);
  }
}

afterEach(() => rmSync(join(root, 'lib/develop', probe), { force: true }));

describe('imports point one way', () => {
  it.each([
    ['lib/develop', '@/lib/imaging/probe'],
    ['lib/develop', '@/lib/agent/types'],
    ['lib/imaging', '@/lib/agent/loop'],
    ['lib/imaging', '@/lib/store/blobs'],
    ['lib/agent', '@/lib/studio/runs'],
    ['lib/agent', '@/lib/evolve/types'],
    ['lib/evolve', '@/lib/studio/runs'],
    ['lib/evolve', '@/lib/store/blobs'],
    ['lib/store', '@/lib/studio/runs'],
    ['lib/studio', '@/components/chat/run-state'],
  ])('%s may not import %s', (folder, specifier) => {
    expect(lint(folder, `import * as other from '${specifier}';\nexport const probe = other;\n`)).toContain('no-restricted-imports');
  });

  it('lib/agent may import lib/develop', () => {
    expect(lint('lib/agent', `import * as other from '@/lib/develop/types';\nexport const probe = other;\n`)).not.toContain('no-restricted-imports');
  });
});
