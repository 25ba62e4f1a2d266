import { writeEval, writeLr } from './artedit';
import type { DataFolder } from './folder';
import type { EvalSample, LrSample } from './sample';
import { writeShareGpt } from './sharegpt';
import { writeRollouts, writeTrl } from './trl';
import { writeVerl } from './verl';

export const EXPORT_FORMATS = ['artedit', 'sharegpt', 'trl', 'verl'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

const firstAttempts = (samples: readonly LrSample[]): readonly LrSample[] => samples.filter(({ attempts }) => attempts.length === 1);

/** Writes samples, whose pictures lie in the folder already, as a trainer reads them. @returns how many rows each file has */
export async function exportAs(format: ExportFormat, folder: DataFolder, lr: readonly LrSample[], rated: readonly EvalSample[]): Promise<Readonly<Record<string, number>>> {
  switch (format) {
    case 'artedit': return { ...(lr.length > 0 && { 'artedit-lr.jsonl': await writeLr(folder, lr) }), ...(rated.length > 0 && { 'artedit-eval.jsonl': await writeEval(folder, rated) }) };
    case 'sharegpt': return writeShareGpt(folder, lr, rated);
    case 'trl': return writeTrl(folder, firstAttempts(lr));
    case 'verl': return { ...(await writeVerl(folder, lr)), ...(await writeRollouts(folder, firstAttempts(lr))) };
  }
}
