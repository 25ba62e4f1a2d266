import { join } from 'node:path';
import { writeAtomically } from '../checkpoint/files';
import { scatterOf, sectionOf, type PeopleReport } from './report';

const PICTURE = 'human-scores.svg';

/** Writes what came of comparing the evaluator with people: numbers, a page and its picture; with `model` what was learnt, the file that ships as `opinion.json`. */
export async function writePeople(folder: string, report: PeopleReport, model: boolean): Promise<void> {
  await writeAtomically(join(folder, 'human-scores.json'), `${JSON.stringify(report, null, 1)}\n`);
  await writeAtomically(join(folder, PICTURE), scatterOf(report));
  await writeAtomically(join(folder, 'human-scores.md'), sectionOf(report, PICTURE));
  if (model) await writeAtomically(join(folder, 'opinion.json'), `${JSON.stringify(report.model, null, 1)}\n`);
}

/** In a few lines, for a terminal. */
export const headOf = ({ trainedOn, testedOn, samples }: PeopleReport): string =>
  `Learnt from ${trainedOn.length} photos, tested on ${testedOn.length} others (${testedOn.join(', ')}), ${samples} pictures, made again from the originals.`;
