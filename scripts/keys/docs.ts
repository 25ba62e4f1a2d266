import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@/lib/imaging/paths';
import { keysPage } from './page';

writeFileSync(join(projectRoot(), 'docs', 'KEYS.md'), keysPage());
