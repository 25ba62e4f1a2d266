import { bootstrap, plcc, srcc, type Interval } from '@/lib/evolve/metrics';
import type { Judged } from '@/lib/store/journal';
import { labelValue } from '@/lib/store/labels';
import { evaluatorOf, scoreOf } from '@/lib/store/steps';
import type { Studio } from '../context';
import type { TrustView } from './types';

/** With fewer ratings a correlation says more of chance than of the evaluator: it is not told at all. */
export const ENOUGH = 10;

/** A result that both scored: the user, and an evaluator at that time. */
export type Scored = { readonly photo: string; readonly user: number; readonly evaluator: number };

function grouped<T>(things: readonly T[], keyOf: (thing: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const thing of things) {
    const key = keyOf(thing), group = groups.get(key);
    if (group) group.push(thing);
    else groups.set(key, [thing]);
  }
  return groups;
}

const EMBEDDED = 'embedded';
const ABOUT: readonly Judged[] = ['aesthetics', 'instruction'];
const valuesOf = (scored: readonly Scored[]) => [scored.map(({ evaluator }) => evaluator), scored.map(({ user }) => user)] as const;

/** Rank correlation with its 95 % interval. Whole photos are drawn, because ratings of one photo hang together. */
export function agreement(scored: readonly Scored[]): { readonly srcc: number; readonly plcc: number; readonly interval: Interval } | undefined {
  const photos = [...grouped(scored, ({ photo }) => photo).values()];
  // Of one photo nothing can be drawn anew, and of equal ratings nothing can be ranked.
  if (scored.length < ENOUGH || photos.length < 3 || new Set(scored.map(({ user }) => user)).size < 2) return undefined;
  const rank = (sample: readonly (readonly Scored[])[]) => srcc(...valuesOf(sample.flat()));
  return { srcc: rank(photos), plcc: plcc(...valuesOf(scored)), interval: bootstrap(photos, rank, { seed: 1, rounds: 1000 }) };
}

/** How far each evaluator's scores go with this workspace's own stars. */
export async function openTrust({ store: { db } }: Pick<Studio, 'store'>, workspaceId: string): Promise<TrustView> {
  const labels = await db.label.findMany({ where: { workspaceId, kind: { in: ['aesthetics', 'instruction'] }, session: { deletedAt: null } }, include: { step: { include: { settings: true } } } });
  const rows = labels.flatMap((label) => {
    const about = ABOUT.find((one) => one === label.kind);
    const score = scoreOf(label.step);
    if (!about || !score) return [];
    return [{ about, by: evaluatorOf(label.step) ?? EMBEDDED, photo: label.photoSha256, user: labelValue(label, about).stars, evaluator: score[about] }];
  });
  const byEvaluator = [...grouped(rows, ({ by }) => by)].toSorted(([, a], [, b]) => b.length - a.length);
  const measured = (scored: readonly (typeof rows)[number][]) => ABOUT.map((about) => {
    const own = scored.filter((row) => row.about === about);
    return { about, count: own.length, photos: new Set(own.map(({ photo }) => photo)).size, ...agreement(own) };
  });
  return { enough: ENOUGH, evaluators: byEvaluator.map(([by, scored]) => ({ by, rows: measured(scored), points: scored.map(({ about, user, evaluator }) => ({ about, user, evaluator })) })) };
}
