import { applyPatch } from '@/lib/develop/settings';
import { regionKey } from '../../aims';
import { regionName } from '../../language';
import { toolOf } from '@/lib/develop/tools';
import type { JsonValue, SettingsPatch } from '@/lib/develop/types';
import { keepWithin } from '../../guards';
import { followUpPatch } from './follow-up';
import { framePatch } from './frame';
import { clampTotal } from './knobs';
import { changesOf, Narrator, picture, show } from './narrate';
import type { Observation } from '../../types';
import type { Move } from './plan';
import { nominals } from './nominal';
import { refine } from './refine';
import type { Session } from './session';
import { solveTogether } from './solve';
import { fromStart, heldBack, moves, percentOf, targetsOf, type Work, visibly } from './targets';

export async function workOut(session: Session, move: Move): Promise<Work> {
  switch (move.stage) {
    case 'follow-up': return followUp(session);
    case 'geometry': return geometry(session, move);
    case 'direct': case 'auto': return direct(session, move);
    case 'refine': return refine(session);
    default: return pursue(session, move);
  }
}

async function pursue(session: Session, move: Move): Promise<Work> {
  const { base, probe, words, language, current } = session;
  const narrator = new Narrator(session);
  // The first moves go from where the run started; later ones from the picture as it stands, which those have changed.
  const start = fromStart(move.stage) ? await session.startSmall() : await probe(base);
  const targets = targetsOf(session, move, start).filter(({ aim }) => aim.attribute !== 'monochrome');
  const mono = move.adjust.find(({ attribute }) => attribute === 'monochrome');
  const byDegree = nominals(targets, base);
  const untried: SettingsPatch = Object.assign({}, ...byDegree.map(({ patch }) => patch));
  const fixed = { ...(mono && monochrome(session, move, mono.direction)), ...untried };
  // In black and white a colour's brightness is its grey, set above.
  const pursued = targets.filter(({ aim, goal }) => !(move.stage === 'monochrome' && aim.region.kind === 'colour') && !byDegree.some(({ target }) => target.goal === goal));

  const { patch, solved } = await solveTogether(pursued, applyPatch(base, fixed), probe);
  // Grain scatters single pixels into the ends of the scale: that is its nature and no lost detail.
  const [grain, guardable] = parted({ ...fixed, ...patch }, (name) => name.startsWith('Grain') || name in untried);
  const held = await keepWithin(base, guardable, await session.reference(), session.limits, probe);
  const guarded = { ...held, patch: { ...held.patch, ...grain } };
  // Noise shows at full size, hardly on a small picture.
  if (!moves(base, guarded.patch) || byDegree.length === 0 && !visibly(await probe(base), await probe(applyPatch(base, guarded.patch)), smallest(pursued))) return { patch: {}, sentences: [] };

  const changes = words.list(changesOf(base, guarded.patch, language));
  const moved = solved.filter(({ amount }) => amount !== 0);
  const lead = moved.slice(0, 2);
  const whys = mono ? [narrator.say(mono.direction > 0 ? words.why.monochrome.up : words.why.monochrome.down, { ...picture(current.evidence), from: current.evidence.colour.meanChroma.toFixed(1) })]
    : lead.map(({ aim, before }) => narrator.why(aim, pursued.find((target) => target.aim === aim)?.goal, before, current));
  const [first] = moved;
  const solo = moved.length === 1 && byDegree.length === 0 && first && !mono ? first : undefined;
  const action = mono && mono.direction > 0 ? narrator.say(words.mono, { changes })
    : solo && percentOf(solo.aim) === ' %' ? narrator.say(words.moveTo, { changes, target: `${show(solo.aim.attribute, solo.aim.target)}${percentOf(solo.aim)}` }) : narrator.say(words.move, { changes });
  const used = new Set(moved.flatMap(({ aim }) => (aim.found.approximation ? [aim.found.approximation] : [])));
  const regions = new Map(moved.map(({ aim }) => [regionKey(aim.region), aim]));
  const sure = [...regions.values()].flatMap(({ found, region }) => {
    // What the user pointed at is not recognised but told.
    if (region.kind === 'thing' && region.thing === 'pointed') return [];
    const facts = { region: regionName(region, language), percent: Math.round(100 * (found.seen?.confidence ?? found.doubt ?? 0)) };
    return found.seen ? [narrator.say([words.recognised], facts)] : found.doubt !== undefined ? [narrator.say([words.doubtful], facts)] : [];
  });
  const notes = [...used].map((kind) => narrator.say([words.approximation[kind]], { share: (100 * (pursued.find(({ aim }) => aim.found.approximation === kind)?.aim.found.mask.share ?? 0)).toFixed(0) }));
  return { patch: guarded.patch, sentences: [...byDegree.map(({ say }) => say(narrator)), ...whys, action, ...sure, ...notes, ...heldBack(guarded, narrator)] };
}

/** Share of the frame of the smallest region that a move is about. */
const smallest = (targets: readonly { readonly aim: { readonly found: { readonly mask: { readonly share: number } } } }[]): number => Math.min(1, ...targets.map(({ aim }) => Math.max(0.005, aim.found.mask.share)));

/** A patch in two: the parameters that pass a test, and the others. */
function parted(patch: SettingsPatch, passes: (name: string) => boolean): readonly [SettingsPatch, SettingsPatch] {
  const entries = Object.entries(patch);
  return [Object.fromEntries(entries.filter(([name]) => passes(name))), Object.fromEntries(entries.filter(([name]) => !passes(name)))];
}

/** Black and white from the colours that are there: skin and warm tones up a little, blue down, and what was asked of single colours. */
function monochrome({ base, current }: Session, move: Move, direction: 1 | -1): SettingsPatch {
  if (direction < 0) return { ConvertToGrayscale: null };
  const { regions } = current.evidence;
  const mix: Record<string, JsonValue> = { ConvertToGrayscale: true };
  if ((regions.skin?.share ?? 0) > 0.01) mix['GrayMixerOrange'] = 12;
  if ((regions.Blue?.share ?? 0) > 0.08) mix['GrayMixerBlue'] = -18;
  for (const { region, attribute, direction: way, degree } of move.adjust)
    if (region.kind === 'colour' && attribute === 'brightness') mix[`GrayMixer${region.colour}`] = clampTotal('GrayMixer', way * degree * 60);
  return Object.fromEntries(Object.entries(mix).filter(([name, value]) => base[name] !== value));
}

async function geometry(session: Session, move: Move): Promise<Work> {
  const { base, scene, words, current } = session;
  const narrator = new Narrator(session);
  let patch: SettingsPatch = {};
  const sentences: string[] = [];
  for (const goal of move.other) {
    if (goal.kind !== 'geometry') continue;
    const change = framePatch(goal, applyPatch(base, patch), scene.photo, current);
    patch = { ...patch, ...change };
    if (goal.straighten && change['CropAngle'] === undefined) sentences.push(words.level);
    else if (change['CropAngle'] !== undefined) sentences.push(narrator.say(goal.straighten ? words.geometry.straight : words.geometry.angle, { angle: String(goal.angle ?? Math.abs(Number(change['CropAngle']))).replace('-', '−') }));
    if (goal.ratio) sentences.push(narrator.say(words.geometry.crop, { ratio: goal.ratio.join(':') }));
    if (change['Orientation'] !== undefined) sentences.push(narrator.say(words.geometry.turn));
  }
  return { patch: moves(base, patch) ? patch : {}, sentences };
}

async function direct(session: Session, move: Move): Promise<Work> {
  const { base, words, language, probe } = session;
  const narrator = new Narrator(session);
  let patch: SettingsPatch = {};
  for (const goal of move.other) {
    if (goal.kind !== 'set') continue;
    const tool = toolOf(goal.tool);
    if (!tool) continue;
    const here = applyPatch(base, patch)[goal.tool];
    const from = typeof here === 'number' ? here : tool.kind === 'number' ? tool.default : 0;
    const value = tool.kind === 'number' ? Math.min(tool.max, Math.max(tool.min, goal.relative ? from + goal.value : goal.value)) : tool.kind === 'boolean' ? goal.value !== 0 : goal.value;
    patch = { ...patch, [goal.tool]: value };
  }
  const auto = move.stage === 'auto';
  if (!moves(base, patch)) return { patch: {}, sentences: auto ? [narrator.say([words.autoAgrees])] : [] };
  const changes = words.list(changesOf(base, patch, language));
  // What looks for something in the photo may find nothing there.
  if (Object.keys(patch).every((name) => SEEKING.has(name)) && same(await probe(base), await probe(applyPatch(base, patch)))) return { patch: {}, sentences: [narrator.say([words.noEffect], { changes })] };
  return { patch, sentences: [narrator.say(auto ? words.autoSet : words.direct, { changes })] };
}

/** Tools that go by lines, fringes or a lens profile of the photo. */
const SEEKING: ReadonlySet<string> = new Set(['PerspectiveUpright', 'CropConstrainToWarp', 'LensProfileEnable']);
const same = ({ pixels: a }: Observation, { pixels: b }: Observation): boolean => a.width === b.width && a.height === b.height && a.data.every((value, i) => value === b.data[i]);

async function followUp(session: Session): Promise<Work> {
  const { base, intent, words, language, context } = session;
  const { followUp: wish } = intent;
  if (!wish) return { patch: {}, sentences: [] };
  const narrator = new Narrator(session);
  const outcome = followUpPatch(wish, { settings: base, history: context.history, earlier: context.earlier, locale: context.locale });
  if ('missing' in outcome) return { patch: {}, sentences: [narrator.say([words.missing[outcome.missing]], { step: outcome.step ?? 0 })] };
  const { patch } = outcome;
  const changes = words.list(changesOf(base, patch, language).slice(0, 4));
  const sentence = wish.kind === 'scale'
    ? narrator.say(wish.factor < 1 ? words.followUp.less : words.followUp.more, { count: Object.keys(patch).length, percent: Math.round(wish.factor * 100) })
    : wish.kind === 'restore' ? narrator.say(words.followUp.restore, { step: wish.step })
      : wish.kind === 'undo-region' ? narrator.say(words.followUp['undo-one'], { changes: regionName(wish.region, language) })
      : narrator.say(words.followUp[wish.what === 'last' ? 'undo-last' : wish.what === 'all' ? 'undo-all' : wish.what === 'style' ? 'undo-style' : 'undo-one'], { changes });
  return { patch: moves(base, patch) ? patch : {}, sentences: [sentence] };
}
