import { DOUBTFUL } from '@/lib/imaging/vision';
import type { Polygon } from './marks';

export type Result = {
  readonly photo: string;
  readonly path: string;
  readonly kind: string;
  readonly key: string;
  readonly polygons: readonly Polygon[];
  /** Whether the photo has such a thing. */
  readonly present: boolean;
  /** Where it is present. */
  readonly iou: number | undefined;
  readonly confidence: number;
};

export const KINDS = ['people', 'one person of several', 'people/face', 'people/hair', 'sky', 'subject', 'object by box', 'object by point'] as const;

const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;
const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b), half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[half] ?? NaN) : ((sorted[half - 1] ?? NaN) + (sorted[half] ?? NaN)) / 2;
};
const figure = (value: number): string => (Number.isNaN(value) ? '–' : value.toFixed(2));

/** What a mask is worth: its overlap; nothing where there is nothing to find. */
const worth = ({ present, iou }: Result): number => (present ? (iou ?? 0) : 0);

/** Spearman's rank correlation of confidence and worth. */
export function rankCorrelation(results: readonly Result[]): number {
  const ranks = (values: readonly number[]): readonly number[] => values.map((v) => values.filter((other) => other < v).length + (values.filter((other) => other === v).length + 1) / 2);
  const a = ranks(results.map(({ confidence }) => confidence)), b = ranks(results.map(worth));
  const ma = mean(a), mb = mean(b);
  const cross = a.reduce((sum, v, i) => sum + (v - ma) * ((b[i] ?? 0) - mb), 0);
  return cross / Math.sqrt(a.reduce((sum, v) => sum + (v - ma) ** 2, 0) * b.reduce((sum, v) => sum + (v - mb) ** 2, 0));
}

function row(kind: string, results: readonly Result[]): string {
  const present = results.filter((r) => r.present), absent = results.filter((r) => !r.present);
  const trusted = present.filter((r) => r.confidence >= DOUBTFUL);
  const ious = present.map(worth);
  const alarms = absent.filter((r) => r.confidence >= DOUBTFUL).length;
  return `| ${kind} | ${present.length} | ${figure(mean(ious))} | ${figure(median(ious))} | ${trusted.length} | ${figure(mean(trusted.map(worth)))} | ${absent.length === 0 ? '–' : `${absent.length - alarms} of ${absent.length}`} |`;
}

const BINS = [[0, 0.25], [0.25, 0.5], [0.5, 0.75], [0.75, 1.01]] as const;

function confidenceRow(kind: string, results: readonly Result[]): string {
  const cells = BINS.map(([from, to]) => {
    const within = results.filter(({ confidence }) => confidence >= from && confidence < to);
    return within.length === 0 ? '–' : `${figure(mean(within.map(worth)))} (${within.length})`;
  });
  return `| ${kind} | ${cells.join(' | ')} | ${figure(rankCorrelation(results))} |`;
}

/** `times`: what `times()` measured. */
export function report(results: readonly Result[], times: string): string {
  const of = (kind: string): readonly Result[] => results.filter((r) => r.kind === kind);
  const kinds = KINDS.filter((kind) => of(kind).length > 0);
  const photos = new Set(results.map(({ photo }) => photo)), outlined = new Set(results.filter(({ present }) => present).map(({ photo }) => photo));
  const poor = results.filter((r) => (r.present && (r.iou ?? 0) < 0.6) || (!r.present && r.confidence >= DOUBTFUL)).toSorted((a, b) => b.confidence - a.confidence);
  return `# Masks: measured quality

Written by \`npm run bench:masks -- --photos FOLDER\`. ${photos.size} photos were looked at, ${outlined.size} of them outlined by hand (\`bench/masks/marks.json\`, polygons with
an error of about half a percent of the photo); in the others the thing asked for is not there. IoU: intersection over union at a coverage of one half.
A mask with a confidence below ${DOUBTFUL} is doubtful: it says why, and the agent does not use it. The thresholds were set with these photos in
view, so expect somewhat less on others. The outlines are the subject's or the thing's own; two people may disagree about them, most of all about subjects.

| kind | outlined | mean IoU | median IoU | trusted | mean IoU of trusted | refused where absent |
|---|---|---|---|---|---|---|
${kinds.map((kind) => row(kind, of(kind))).join('\n')}

## Does the confidence mean anything?

Mean worth (IoU; 0 for anything found where nothing is) by confidence, with the number of masks, and the rank correlation of the two.

| kind | below 0.25 | 0.25 … 0.5 | 0.5 … 0.75 | above 0.75 | rank correlation |
|---|---|---|---|---|---|
${kinds.map((kind) => confidenceRow(kind, of(kind))).join('\n')}

## Time and memory

${times}

## Failures

Overlap below 0.6, or found with trust where it is not. Most trusted first: those above ${DOUBTFUL} mislead.

| photo | kind | IoU | confidence |
|---|---|---|---|
${poor.map((r) => `| ${r.photo} | ${r.kind} | ${r.present ? figure(r.iou ?? 0) : 'not there'} | ${figure(r.confidence)} |`).join('\n')}

![Found (tint) and marked by hand (line)](masks.jpg)
`;
}
