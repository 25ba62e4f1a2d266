/** One full-resolution export as the studio makes it. `export-once INPUT OUTPUT QUALITY CHROMA INFO_JSON [RECIPE]` (INFO: what `probe` said at upload) */
import { readFileSync, writeFileSync } from 'node:fs';
import { openRenderer } from '@/lib/imaging/open';
import type { PhotoInfo } from '@/lib/imaging/types';
import { RECIPES, type RecipeName } from './recipe';

const [input = '', output = '', quality = '', chroma = '', info = '', recipe = '18 parameters'] = process.argv.slice(2);
const renderer = await openRenderer();
const photo = { id: 'bench', path: input, info: JSON.parse(readFileSync(info, 'utf8')) as PhotoInfo };
const bytes = await renderer.renderToBuffer(photo, RECIPES[recipe as RecipeName], { format: 'jpeg', quality: Number(quality), chroma: chroma === '4:4:4' ? '4:4:4' : '4:2:0', metadata: true });
writeFileSync(output, bytes);
await renderer.close();
