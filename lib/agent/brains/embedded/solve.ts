import { applyPatch } from '@/lib/develop/settings';
import type { DevelopSettings, SettingsPatch } from '@/lib/develop/types';
import type { Aim } from '../../aims';
import type { Probe } from '../../guards';
import type { Knob } from './knobs';

export type Solved = {
  readonly patch: SettingsPatch;
  readonly amount: number;
  /** Of the aim's quantity: as it stood before this knob, and with it. */
  readonly before: number;
  readonly after: number;
};

/** Renders per knob after the first look. Three secant steps land within a few percent on every smooth slider. */
const TRIES = 3;

/**
 * Finds the amount of a knob that brings an aim to its target, from this photo's own response: a first guess, then secant steps on small
 * renders. Keeps the best seen. A knob without any effect on the aim stays where it is.
 */
export async function solve(aim: Aim, knob: Knob, base: DevelopSettings, probe: Probe): Promise<Solved> {
  const before = aim.read(await probe(base));
  const clamp = (amount: number): number => Math.min(knob.range[1], Math.max(knob.range[0], amount));
  const still: Solved = { patch: {}, amount: 0, before, after: before };
  if (Math.abs(aim.target - before) <= aim.tolerance) return still;
  // "Raise the whites" after the light was raised may be done already: being beyond is no reason to pull back.
  if (!aim.exact && (aim.target - before) * Math.sign(aim.target - aim.from) <= 0) return still;

  let best = still;
  let [lastAmount, lastValue] = [0, before];
  let amount = clamp(knob.guess(aim.target - before));
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const patch = knob.at(amount);
    if (Object.keys(patch).length === 0) break;
    const value = aim.read(await probe(applyPatch(base, patch)));
    if (Math.abs(value - aim.target) < Math.abs(best.after - aim.target) || (best.amount === 0 && Math.sign(value - before) === Math.sign(aim.target - before) && Math.abs(value - aim.target) < Math.abs(before - aim.target) * 1.2))
      best = { patch, amount, before, after: value };
    if (Math.abs(value - aim.target) <= aim.tolerance) break;
    const slope = (value - lastValue) / (amount - lastAmount || 1e-9);
    if (Math.abs(slope) < 1e-6) break;
    [lastAmount, lastValue] = [amount, value];
    const next = clamp(amount + (aim.target - value) / slope);
    if (Math.abs(next - amount) < 1e-3 * Math.max(1, Math.abs(knob.range[1] - knob.range[0]))) break;
    amount = next;
  }
  return best;
}

/** Solves several aims on top of one another in one patch, then puts the first right again if the others moved it. */
export async function solveTogether(aims: readonly { readonly aim: Aim; readonly knob: (base: DevelopSettings) => Promise<Knob | undefined> }[], base: DevelopSettings, probe: Probe): Promise<{ readonly patch: SettingsPatch; readonly solved: readonly (Solved & { readonly aim: Aim })[] }> {
  let patch: SettingsPatch = {};
  const solved: (Solved & { aim: Aim })[] = [];
  for (const { aim, knob } of aims) {
    const here = applyPatch(base, patch);
    const turned = await knob(here);
    if (!turned) continue;
    const result = await solve(aim, turned, here, probe);
    patch = { ...patch, ...result.patch };
    solved.push({ ...result, aim });
  }
  const [first] = aims;
  if (first && solved.length > 1) {
    const here = applyPatch(base, patch);
    const turned = await first.knob(here);
    const now = first.aim.read(await probe(here));
    if (turned && Math.abs(now - first.aim.target) > 2.5 * first.aim.tolerance) {
      const again = await solve(first.aim, turned, here, probe);
      patch = { ...patch, ...again.patch };
      solved[0] = { ...again, before: solved[0]?.before ?? again.before, aim: first.aim };
    }
  }
  return { patch, solved };
}
