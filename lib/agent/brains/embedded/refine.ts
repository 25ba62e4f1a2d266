import { applyPatch } from '@/lib/develop/settings';
import { EIGHT_COLOURS } from '@/lib/develop/tools';
import type { EightColour } from '@/lib/develop/types';
import { type Aim, aimOf, confounded, reached } from '../../aims';
import { keepWithin } from '../../guards';
import type { Attribute, Observation } from '../../types';
import type { Planned } from './auto';
import { knobFor } from './knobs';
import { changesOf, Narrator, show } from './narrate';
import type { Session } from './session';
import { solveTogether } from './solve';
import { heldBack, isPulledBack, leashed, moves, SOLVED, targetsOf, type Target, type Work, visibly } from './targets';

type Drift = 'saturation' | 'warmth' | 'contrast' | 'blacks';

const WHOLE = { kind: 'whole' } as const;

/** Share of what was asked outside of which a goal is taken up again at the end. */
const KEPT = { least: 0.72, most: 1.32 } as const;
const MOST_RETAKES = 3;

/**
 * The last look at the whole: goals that later moves have pulled off their target are taken up again, and what moved although nobody asked
 * (contrast lost by brightening, colour gained by contrast, a lean from grading) is put back. Nothing to do is the usual outcome of a good run.
 */
export async function refine(session: Session): Promise<Work> {
  const { plan, probe, base, words, language } = session;
  const narrator = new Narrator(session);
  const start = await session.startSmall();
  const now = await probe(base);
  const asked: ReadonlySet<Aim['attribute']> = new Set([...plan.goals.map(({ attribute }) => attribute), ...(plan.washes.length > 0 ? (['wash'] as const) : [])]);
  // Contrast and warmth asked for are held to the end: grading and finish must not take them back.
  const alone = ({ attribute, region, direction }: Aim): boolean => (region.kind === 'whole' && ((attribute === 'contrast' && direction > 0) || attribute === 'warmth')) || !confounded(attribute, asked) && (asked.size < 3 || region.kind === 'whole' && (attribute === 'brightness' || attribute === 'warmth'));
  const own = targetsOf(session, { adjust: plan.goals, wash: plan.washes }, start).filter(({ aim }) => SOLVED.has(aim.attribute) && alone(aim));

  const off = own
    .map((target) => ({ target, value: target.aim.read(now), share: reached(target.aim, target.aim.read(now)) }))
    .filter(({ target: { aim }, value, share }) => (share < KEPT.least || (share > KEPT.most && isPulledBack(aim))) && Math.abs(value - aim.target) > 2 * aim.tolerance)
    .sort((a, b) => Math.abs(b.share - 1) * b.target.aim.degree - Math.abs(a.share - 1) * a.target.aim.degree)
    .slice(0, MOST_RETAKES);
  const drifted = drifts(session, start, now);
  if (off.length + drifted.length === 0) return { patch: {}, sentences: [] };

  const targets: Target[] = [...off.map(({ target }) => ({ ...target, aim: { ...target.aim, exact: true }, knob: leashed(target.knob) })), ...drifted.map(({ aim }) => ({ aim, knob: leashed(async (settings: typeof base) => knobFor(aim, settings, await probe(settings), session.scene)) }))];
  const { patch, solved } = await solveTogether(targets, base, probe);
  const guarded = await keepWithin(base, patch, await session.reference(), session.limits, probe);
  if (!moves(base, guarded.patch) || !visibly(await probe(base), await probe(applyPatch(base, guarded.patch)))) return { patch: {}, sentences: [] };
  // A retake that reaches no nearer is not worth a step.
  const after = await probe(applyPatch(base, guarded.patch));
  const gain = solved.reduce((sum, { aim, before }) => sum + (Math.abs(before - aim.target) - Math.abs(aim.read(after) - aim.target)) / Math.max(aim.tolerance, 1e-6), 0);
  if (gain < 1.5) return { patch: {}, sentences: [] };

  const sentences = solved.filter(({ amount }) => amount !== 0).map(({ aim, before }) => {
    const drift = drifted.find((entry) => entry.aim.id === aim.id);
    return drift
      ? narrator.say(words.drift[drift.kind], { from: show(aim.attribute, drift.from), to: show(aim.attribute, before) })
      : narrator.say(words.retake, { name: narrator.name(aim), now: show(aim.attribute, before), target: show(aim.attribute, aim.target) });
  });
  return { patch: guarded.patch, sentences: [...sentences, narrator.say(words.move, { changes: words.list(changesOf(base, guarded.patch, language)) }), ...heldBack(guarded, narrator)] };
}

/** Attributes that move one another: asking for the first explains a change of the second. */
const EXPLAINS: Readonly<Record<Drift, readonly (Attribute | 'wash')[]>> = {
  saturation: ['saturation', 'vibrance', 'monochrome', 'fade', 'wash', 'haze', 'warmth', 'tint'],
  warmth: ['warmth', 'tint', 'wash', 'monochrome', 'saturation', 'vibrance'],
  contrast: ['contrast', 'fade', 'haze', 'softness', 'shadows', 'highlights', 'blacks', 'whites', 'vignette'],
  blacks: ['blacks', 'fade', 'haze', 'shadows', 'contrast', 'softness'],
};

const isColour = (what: string): what is EightColour => EIGHT_COLOURS.some(({ name }) => name === what);

/** Quantities that moved beyond their leave without being asked, each as an aim to bring it back most of the way. */
function drifts({ plan, intent }: Session, start: Observation, now: Observation): readonly { readonly kind: Drift; readonly from: number; readonly aim: Aim }[] {
  const asked = new Set<Attribute | 'wash'>([...plan.goals.map(({ attribute }) => attribute), ...(plan.washes.length > 0 ? (['wash'] as const) : [])]);
  const kept = new Set<string>(intent.constraints.flatMap((constraint) => (constraint.kind === 'keep' ? [constraint.what] : [])));
  const found: { kind: Drift; from: number; aim: Aim }[] = [];
  const watch = (kind: Drift, leave: (from: number, to: number) => boolean): void => {
    const strict = kept.has(kind) || (kind === 'saturation' && kept.has('colour'));
    if (!strict && EXPLAINS[kind].some((attribute) => asked.has(attribute))) return;
    const probeGoal: Planned = { kind: 'adjust', attribute: kind, direction: 1, degree: 0.3, region: WHOLE, source: '' };
    const here = aimOf(probeGoal, start);
    if (!here) return;
    const value = here.read(now);
    // Colour strength and spread grow and shrink with the light itself; only what goes beyond that is drift.
    const light = kind === 'saturation' || kind === 'contrast' ? Math.min(1.5, Math.max(0.6, now.evidence.luma.mean / Math.max(5, start.evidence.luma.mean))) : 1;
    const expected = kind === 'contrast' ? Math.min(here.from, here.from * light) : here.from * light;
    if (leave(expected, value)) return;
    const target = expected + (value - expected) * 0.25;
    found.push({ kind, from: here.from, aim: { ...here, id: `drift-${kind}`, direction: target > value ? 1 : -1, target, exact: true, tolerance: Math.max(here.tolerance, Math.abs(value - target) * 0.15) } });
  };
  // "Keep the blues": a colour that was to stay is brought back to its own strength.
  for (const constraint of intent.constraints) {
    if (constraint.kind !== 'keep' || !isColour(constraint.what)) continue;
    const goal: Planned = { kind: 'adjust', attribute: 'saturation', direction: 1, degree: 0.6, region: { kind: 'colour', colour: constraint.what }, source: constraint.source };
    const here = aimOf(goal, start);
    if (!here) continue;
    const value = here.read(now);
    if (Math.abs(value - here.from) < Math.max(0.6, 0.12 * here.from)) continue;
    found.push({ kind: 'saturation', from: here.from, aim: { ...here, id: `keep-${constraint.what}`, target: here.from, direction: here.from > value ? 1 : -1, exact: true, tolerance: 0.4 } });
  }
  watch('saturation', (from, to) => Math.abs(to - from) < Math.max(1, 0.2 * from));
  watch('warmth', (from, to) => Math.abs(to - from) < 1.1);
  watch('contrast', (from, to) => to > 0.86 * from);
  watch('blacks', (from, to) => to - from < Math.max(5, 0.6 * from));
  return found;
}
