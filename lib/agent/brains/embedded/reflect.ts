import { applyPatch, diff, settingsHash } from '@/lib/develop/settings';
import { toolOf } from '@/lib/develop/tools';
import type { SettingsPatch } from '@/lib/develop/types';
import { reached } from '../../aims';
import { assess } from '../../evaluator';
import { between, keepWithin, penaltyFor, violations } from '../../guards';
import type { Shortfall } from '../../types';
import { changesOf, COMPANIONS, Narrator, show } from './narrate';
import type { Session } from './session';
import { solveTogether } from './solve';
import { moves, SOLVED, targetsOf, type Work } from './targets';

const SHARES = [0, 0.35, 0.65] as const;

/** `worth`: the score, less what broken limits cost. */
type Verdict = { readonly overall: number; readonly worth: number };

/**
 * Mends a result that scored low. Two explanations are tried on small renders: a parameter that went too far (each change is left out or
 * reduced in turn, and the result judged), and a goal that was not reached (solved for again). The better one is the correction.
 */
export async function reflect(session: Session, { score }: Shortfall): Promise<Work> {
  const { base, probe, intent, words, language, plan, context, limits } = session;
  const narrator = new Narrator(session);
  const start = await session.startSmall();
  const now = await probe(base);
  const reference = await session.reference();
  const judge = async (patch: SettingsPatch): Promise<Verdict> => {
    const seen = await probe(applyPatch(base, patch));
    const { overall } = assess(intent, start, seen);
    return { overall, worth: overall - penaltyFor(violations(seen, reference, limits)) };
  };
  const standing = (await judge({})).worth;
  const lost = new Set(context.steps.flatMap(({ rejected, observation }) => (rejected ? [settingsHash(observation.settings)] : [])));
  const tried = (patch: SettingsPatch): boolean => lost.has(settingsHash(applyPatch(base, patch)));
  const open = narrator.say(words.reflect.open, { overall: score.overall.toFixed(2), aesthetics: score.aesthetics.toFixed(2), instruction: score.instruction.toFixed(2) });

  let blamed: { readonly name: string; readonly share: number; readonly patch: SettingsPatch; readonly value: Verdict } | undefined;
  for (const { name } of diff(start.settings, base).filter((change) => !COMPANIONS.test(change.name))) for (const share of SHARES) {
    const original = start.settings[name];
    const patch: SettingsPatch = { [name]: share === 0 ? (original ?? null) : between(original, base[name] ?? null, share) };
    if (tried(patch)) continue;
    const value = await judge(patch);
    if (value.worth > (blamed?.value.worth ?? standing + 0.02)) blamed = { name, share, patch, value };
  }

  const missed = targetsOf(session, { adjust: plan.goals, wash: plan.washes }, start)
    .filter(({ aim }) => SOLVED.has(aim.attribute) && Math.abs(reached(aim, aim.read(now)) - 1) > 0.25)
    .sort((a, b) => Math.abs(reached(b.aim, b.aim.read(now)) - 1) - Math.abs(reached(a.aim, a.aim.read(now)) - 1)).slice(0, 2);
  const retake = missed.length > 0 ? (await keepWithin(base, (await solveTogether(missed, base, probe)).patch, reference, limits, probe)).patch : {};
  const retaken = moves(base, retake) && !tried(retake) ? (await judge(retake)).worth : 0;

  const [worst] = missed;
  if (worst && retaken > Math.max(standing + 0.02, blamed?.value.worth ?? 0)) {
    const facts = { name: narrator.name(worst.aim), now: show(worst.aim.attribute, worst.aim.read(now)), target: show(worst.aim.attribute, worst.aim.target) };
    return { patch: retake, sentences: [open, narrator.say(words.reflect.gap, facts), narrator.say(words.move, { changes: words.list(changesOf(base, retake, language)) })] };
  }
  if (!blamed || !moves(base, blamed.patch)) return { patch: {}, sentences: [open, narrator.say(words.reflect.nothing)] };
  const slider = toolOf(blamed.name)?.label[language] ?? blamed.name;
  return {
    patch: blamed.patch,
    sentences: [open, narrator.say(words.reflect.blame, { slider, share: Math.round(blamed.share * 100), score: blamed.value.overall.toFixed(2) }), narrator.say(words.move, { changes: words.list(changesOf(base, blamed.patch, language)) })],
  };
}
