import { applyPatch } from '@/lib/develop/settings';
import { type Aim, reached } from '../../aims';
import { keepWithin } from '../../guards';
import { changesOf, Narrator, show } from './narrate';
import type { Move } from './plan';
import type { Session } from './session';
import { solveTogether } from './solve';
import { fromStart, isPulledBack, leashed, moves, SOLVED, targetsOf, type Work, visibly } from './targets';

/** How far off a finished step may be, as a share of what was asked, before it is corrected. */
const OFF = 0.3;

/** Looks at the observation of a step just taken and mends what over- or undershot, from the large picture's own numbers. */
export async function mend(session: Session, move: Move): Promise<Work | undefined> {
  const { current, base, probe, words, language } = session;
  const before = session.context.steps.at(-2)?.observation ?? session.context.start;
  const large = fromStart(move.stage) ? await session.startLarge() : before;
  if (large.pixels.width !== current.pixels.width || large.pixels.height !== current.pixels.height) return undefined;
  // Tonal ends that lie beyond their target were carried there by the light, on purpose.
  const seen = targetsOf(session, move, large).filter(({ aim }) => SOLVED.has(aim.attribute) && aim.found.approximation === undefined).map(({ aim }) => ({ aim, now: aim.read(current) }));
  const off = seen.filter(({ aim, now }) => (reached(aim, now) < 1 || isPulledBack(aim)) && Math.abs(reached(aim, now) - 1) > OFF && Math.abs(now - aim.target) > 2 * aim.tolerance);
  const worst = off.sort((x, y) => Math.abs(reached(y.aim, y.now) - 1) - Math.abs(reached(x.aim, x.now) - 1))[0];
  if (!worst) return undefined;
  const small = targetsOf(session, move, fromStart(move.stage) ? await session.startSmall() : await probe(before.settings)).find(({ aim }) => aim.id === worst.aim.id);
  if (!small) return undefined;
  // Aim the small picture by as much as the large one is off.
  const here = small.aim.read(await probe(base));
  const aim: Aim = { ...small.aim, exact: true, target: here + (worst.aim.target - worst.now) };
  const { patch } = await solveTogether([{ aim, knob: leashed(small.knob) }], base, probe);
  const guarded = await keepWithin(base, patch, await session.reference(), session.limits, probe);
  if (!moves(base, guarded.patch) || !visibly(await probe(base), await probe(applyPatch(base, guarded.patch)))) return undefined;
  const after = aim.read(await probe(applyPatch(base, guarded.patch)));
  if (Math.abs(after - aim.target) > 0.7 * Math.abs(here - aim.target)) return undefined;
  const narrator = new Narrator(session);
  const facts = { name: narrator.name(worst.aim), now: show(worst.aim.attribute, worst.now), target: show(worst.aim.attribute, worst.aim.target) };
  const sentences = [narrator.say(reached(worst.aim, worst.now) > 1 ? words.over : words.under, facts), narrator.say(words.move, { changes: words.list(changesOf(base, guarded.patch, language)) })];
  return { patch: guarded.patch, sentences };
}
