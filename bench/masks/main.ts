/** `npm run bench:masks [-- --photos FOLDER] [--only TEXT]`: compares the masks with outlines made by hand and times them; writes docs/MASKS.md and docs/masks.jpg. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { probe } from '@/lib/imaging/probe';
import { projectRoot } from '@/lib/imaging/paths';
import { DOUBTFUL, type FoundMask, Vision } from '@/lib/imaging/vision';
import { boxOf, intersectionOverUnion, MARKS, middleOf, type Polygon, rasterise } from './marks';
import { report, type Result } from './report';
import { contactSheet } from './sheet';
import { times } from './times';

const option = (name: string): string | undefined => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
};

const folders = [option('photos') ?? process.env.BENCH_PHOTOS ?? '', join(projectRoot(), 'public', 'samples')].filter((folder) => folder !== '');
const pathOf = (photo: string): string | undefined => folders.map((folder) => join(folder, photo)).find((file) => existsSync(file));

/** What is asked about a photo: each marked key, and its subject again from a box and from a point. */
function questions(marks: Readonly<Record<string, readonly Polygon[]>>): readonly { readonly kind: string; readonly key: string; readonly polygons: readonly Polygon[] }[] {
  const asked = Object.entries(marks).map(([key, polygons]) => ({ kind: key.includes('@') ? 'one person of several' : key, key, polygons }));
  const subject = marks['subject'];
  if (!subject || subject.length === 0) return asked;
  const place = (values: readonly number[]): string => values.map((v) => v.toFixed(4)).join(',');
  return [
    ...asked,
    { kind: 'object by box', key: `object@${place(boxOf(subject))}`, polygons: subject },
    ...subject.slice(0, 1).map((one) => ({ kind: 'object by point', key: `object@${place(middleOf([one]))}`, polygons: subject.length === 1 ? subject : [one] })),
  ];
}

const vision = await Vision.open();
const results: (Result & { readonly found: FoundMask })[] = [];
const missing: string[] = [];
for (const [photo, marks] of Object.entries(MARKS)) {
  if (!photo.includes(option('only') ?? '')) continue;
  const path = pathOf(photo);
  if (!path) {
    missing.push(photo);
    continue;
  }
  const asked = questions(marks);
  const found = await vision.make({ id: photo, path, info: await probe(path) }, asked.map(({ key }) => key));
  for (const { kind, key, polygons } of asked) {
    const mask = found[key];
    if (!mask) throw new Error(`${photo}: nothing was answered for ${key}.`);
    const { width, height, data } = mask.raster;
    const present = polygons.length > 0;
    const iou = present ? intersectionOverUnion(data, rasterise(polygons, width, height)) : undefined;
    results.push({ photo, path, kind, key, present, iou, confidence: mask.confidence, found: mask, polygons });
    console.log(`${photo.slice(0, 28).padEnd(28)} ${kind.padEnd(22)} ${present ? `IoU ${iou?.toFixed(3)}` : 'not there'} confidence ${mask.confidence.toFixed(2)}${!present && mask.confidence >= DOUBTFUL ? '  FALSE ALARM' : ''}`);
  }
}
await vision.close();
if (option('json')) writeFileSync(option('json') ?? '', JSON.stringify(results.map(({ photo, kind, key, present, iou, confidence }) => ({ photo, kind, key, present, iou, confidence }))));
if (missing.length > 0) console.log(`Without ${missing.length} photos that are not in ${folders.join(', ')}; docs/ is left as it is.\n${report(results, await times())}`);
else if (!option('only')) {
  writeFileSync(join(projectRoot(), 'docs', 'MASKS.md'), report(results, await times()));
  await contactSheet(results, join(projectRoot(), 'docs', 'masks.jpg'));
  console.log('docs/MASKS.md and docs/masks.jpg are written.');
}
