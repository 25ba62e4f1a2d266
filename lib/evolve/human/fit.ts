import { plcc, srcc } from '../metrics';
import { randomOf } from '../random';
import { readFeatures, type FeatureName } from './features';
import { opinionOf, type OpinionModel } from './model';
import type { HumanSample } from './samples';

/** Half of the photos to learn from and half to be tested on. By photo: scores of one photo hang together. */
export function splitByPhoto(photos: readonly string[], seed: number): { readonly train: readonly string[]; readonly test: readonly string[] } {
  const order = randomOf(seed).shuffled([...new Set(photos)].sort());
  const half = Math.floor(order.length / 2);
  return { train: order.slice(0, half).sort(), test: order.slice(half).sort() };
}

/** What may be fitted, simplest first: which of them, and how strongly it is held back, is decided by cross-validation inside the training photos. */
const CANDIDATES: readonly (readonly FeatureName[])[] = [
  ['contrast', 'contrastSquared', 'paler', 'shift'],
  ['contrast', 'contrastSquared', 'palerBent', 'shift'],
  ['contrast', 'contrastSquared', 'palerBent', 'shift', 'shiftSquared'],
  ['contrast', 'contrastSquared', 'palerBent', 'shift', 'shiftSquared', 'clipping'],
];
const RIDGES = [0.3, 1, 3] as const;
/** A more complicated candidate must be better by this part of the error. */
const WORTH = 0.02;

/** Fits a model to what people said of some photos. The same samples and seed give the same model. */
export function fitOpinion(samples: readonly HumanSample[], data: string, seed: number): OpinionModel {
  let best: { readonly features: readonly FeatureName[]; readonly ridge: number; readonly crossValidation: OpinionModel['trained']['crossValidation'] } | undefined;
  for (const features of CANDIDATES) for (const ridge of RIDGES) {
    const crossValidation = crossValidated(samples, features, ridge);
    if (!best || crossValidation.rmse < best.crossValidation.rmse * (features === best.features ? 1 : 1 - WORTH)) best = { features, ridge, crossValidation };
  }
  if (!best) throw new RangeError('Expected candidates to choose from but there are none');
  const { features, ridge, crossValidation } = best;
  const { bias, weights } = ridgeRegression(rowsOf(samples, features), ridge);
  const round = (value: number): number => Number(value.toPrecision(6));
  return {
    format: 'evoroom-opinion-1', bias: round(bias), weights: features.map((feature, at) => ({ feature, weight: round(weights[at] ?? 0) })),
    trained: { data, photos: [...new Set(samples.map(({ photo }) => photo))].sort(), samples: samples.length, ridge, seed, crossValidation: { srcc: round(crossValidation.srcc), plcc: round(crossValidation.plcc), rmse: round(crossValidation.rmse) } },
  };
}

/** What a model says of a sample: the mean over the pictures that it may have been. */
export const foretold = (model: OpinionModel, { source, results }: HumanSample): number =>
  results.reduce((sum, { state }) => sum + opinionOf(model, source.evidence, state.evidence), 0) / results.length;

/** Each photo foretold by a model fitted to the others. */
function crossValidated(samples: readonly HumanSample[], features: readonly FeatureName[], ridge: number): OpinionModel['trained']['crossValidation'] {
  const photos = [...new Set(samples.map(({ photo }) => photo))];
  const [said, scored]: [number[], number[]] = [[], []];
  for (const left of photos) {
    const { bias, weights } = ridgeRegression(rowsOf(samples.filter(({ photo }) => photo !== left), features), ridge);
    for (const { x, y, weight } of rowsOf(samples.filter(({ photo }) => photo === left), features)) {
      if (weight === 0) continue;
      said.push(x.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), bias));
      scored.push(y);
    }
  }
  const rmse = Math.sqrt(said.reduce((sum, value, at) => sum + (value - (scored[at] ?? 0)) ** 2, 0) / Math.max(1, said.length));
  return { srcc: srcc(said, scored), plcc: plcc(said, scored), rmse };
}

export type Row = { readonly x: readonly number[]; readonly y: number; readonly weight: number };

const rowsOf = (samples: readonly HumanSample[], features: readonly FeatureName[]): readonly Row[] =>
  samples.flatMap(({ source, results, score }) => results.map(({ state }) => ({ x: readFeatures(features, source.evidence, state.evidence), y: score, weight: 1 / results.length })));

/** Weighted ridge regression (Hoerl & Kennard 1970) on standardised features; answers weights for the features as they are. */
export function ridgeRegression(rows: readonly Row[], ridge: number): { readonly bias: number; readonly weights: readonly number[] } {
  const size = rows[0]?.x.length ?? 0;
  const total = rows.reduce((sum, { weight }) => sum + weight, 0);
  const mean = (read: (row: Row) => number): number => rows.reduce((sum, row) => sum + row.weight * read(row), 0) / total;
  const columns = Array.from({ length: size }, (_, at) => at);
  const middle = columns.map((at) => mean(({ x }) => x[at] ?? 0));
  const spread = columns.map((at) => Math.sqrt(mean(({ x }) => ((x[at] ?? 0) - (middle[at] ?? 0)) ** 2)) || 1);
  const level = mean(({ y }) => y);
  const z = ({ x }: Row, at: number): number => ((x[at] ?? 0) - (middle[at] ?? 0)) / (spread[at] ?? 1);
  const matrix = columns.map((i) => columns.map((j) => rows.reduce((sum, row) => sum + row.weight * z(row, i) * z(row, j), i === j ? ridge : 0)));
  const right = columns.map((i) => rows.reduce((sum, row) => sum + row.weight * z(row, i) * (row.y - level), 0));
  const weights = solved(matrix, right).map((weight, at) => weight / (spread[at] ?? 1));
  return { bias: level - weights.reduce((sum, weight, at) => sum + weight * (middle[at] ?? 0), 0), weights };
}

/** Gaussian elimination with partial pivoting; the matrix is positive definite. */
function solved(matrix: readonly (readonly number[])[], right: readonly number[]): readonly number[] {
  const rows = matrix.map((row, at) => [...row, right[at] ?? 0]);
  const n = rows.length;
  for (let column = 0; column < n; column++) {
    const pivot = rows.slice(column).reduce((best, row) => (Math.abs(row[column] ?? 0) > Math.abs(best[column] ?? 0) ? row : best));
    const at = rows.indexOf(pivot);
    [rows[column], rows[at]] = [pivot, rows[column] ?? pivot];
    for (const row of rows) {
      if (row === pivot) continue;
      const factor = (row[column] ?? 0) / (pivot[column] ?? 1);
      for (let k = column; k <= n; k++) row[k] = (row[k] ?? 0) - factor * (pivot[k] ?? 0);
    }
  }
  return rows.map((row, at) => (row[n] ?? 0) / (row[at] ?? 1));
}
