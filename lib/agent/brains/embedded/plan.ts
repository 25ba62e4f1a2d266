import { type FamilyId, toolOf } from '@/lib/develop/tools';
import type { Locale, Localised } from '@/lib/develop/types';
import { type WashGoal, find, regionKey } from '../../aims';
import type { Goal, Intent, Observation, RegionRef } from '../../types';
import { autoGoals, type Planned } from './auto';

/** The order in which a darkroom works: frame, light's colour, light, tone, air, colour, grading, places, finish. */
export const STAGES = ['follow-up', 'geometry', 'direct', 'auto', 'white-balance', 'light', 'tone', 'presence', 'monochrome', 'colour', 'grading', 'local', 'effects', 'refine'] as const;
export type Stage = (typeof STAGES)[number];

export type Move = {
  readonly id: string;
  readonly stage: Stage;
  readonly title: string;
  readonly adjust: readonly Planned[];
  readonly wash: readonly WashGoal[];
  readonly other: readonly Goal[];
};

const TITLES: Readonly<Record<Stage, Localised>> = {
  'follow-up': { en: 'Follow up on the last edit', zh: '接着上一次调整' },
  geometry: { en: 'Frame', zh: '构图' },
  direct: { en: 'Set the values asked for', zh: '按要求设定数值' },
  auto: { en: 'Auto', zh: '自动' },
  'white-balance': { en: 'White balance', zh: '白平衡' },
  light: { en: 'Light', zh: '曝光与明暗' },
  tone: { en: 'Tone and contrast', zh: '影调与对比' },
  presence: { en: 'Air and detail', zh: '通透与质感' },
  monochrome: { en: 'Black and white', zh: '黑白转换' },
  colour: { en: 'Colour', zh: '色彩' },
  grading: { en: 'Colour grading', zh: '颜色分级' },
  local: { en: 'Local light', zh: '局部调整' },
  effects: { en: 'Finish', zh: '收尾效果' },
  refine: { en: 'Check and balance', zh: '检查与平衡' },
};

const STAGE_OF: Readonly<Record<Planned['attribute'], Stage>> = {
  brightness: 'light', highlights: 'light', shadows: 'light', contrast: 'tone', whites: 'tone', blacks: 'tone', fade: 'tone',
  warmth: 'white-balance', tint: 'white-balance', saturation: 'colour', vibrance: 'colour', hue: 'colour', haze: 'presence', clarity: 'presence', texture: 'presence', softness: 'presence',
  sharpness: 'effects', grain: 'effects', vignette: 'effects', monochrome: 'monochrome',
};

function stageOf({ attribute, region }: Planned): Stage {
  switch (region.kind) {
    case 'whole': return STAGE_OF[attribute];
    case 'tone': return attribute === 'brightness' || attribute === 'highlights' || attribute === 'shadows' ? 'light' : 'local';
    case 'colour': return attribute === 'brightness' || attribute === 'saturation' || attribute === 'vibrance' || attribute === 'hue' ? 'colour' : 'local';
    case 'place': case 'thing': return 'local';
  }
}

/** Within a move: what shifts everything first, what sits on top of it after. */
const ORDER: readonly Planned['attribute'][] = ['warmth', 'tint', 'brightness', 'shadows', 'highlights', 'fade', 'blacks', 'whites', 'contrast', 'haze', 'clarity', 'texture', 'softness', 'monochrome', 'saturation', 'vibrance', 'hue', 'sharpness', 'vignette', 'grain'];

/** Goals that fight contrast: which way, and what is left of them when contrast is asked for too. A veil is contrast's opposite: nothing is. */
const RIVALS = [['highlights@whole', -1, 0.5], ['shadows@whole', 1, 0.5], ['fade@whole', 1, 0.5], ['haze@whole', 1, 0]] as const;

/** Goals for the same attribute of the same region add up: a style's contrast and "less contrast" meet in between. */
function merge(goals: readonly Planned[]): readonly Planned[] {
  const sums = new Map<string, Planned & { signed: number }>();
  for (const goal of goals) {
    const key = `${goal.attribute}@${regionKey(goal.region)}`;
    const known = sums.get(key);
    // What the evidence asked for yields to what the user did.
    if (known?.target !== undefined && goal.target === undefined) sums.set(key, { ...goal, signed: goal.direction * goal.degree });
    else if (known && goal.target === undefined) sums.set(key, { ...known, signed: known.signed + goal.direction * goal.degree });
    else if (!known) sums.set(key, { ...goal, signed: goal.direction * goal.degree });
  }
  // Saturation and vibrance are two hands on one quantity: asked for in opposite ways, the difference is what is meant.
  const [saturation, vibrance] = [sums.get('saturation@whole'), sums.get('vibrance@whole')];
  if (saturation && vibrance && saturation.signed * vibrance.signed < 0) {
    const net = saturation.signed + 0.7 * vibrance.signed;
    sums.delete('vibrance@whole');
    sums.set('saturation@whole', { ...saturation, signed: net });
  }
  // Where contrast is asked for, what takes it away gives half: lowered highlights, open shadows and a lifted black are to colour it, not to cancel it.
  const contrast = sums.get('contrast@whole');
  if (contrast && contrast.target === undefined && contrast.signed > 0) for (const [key, sign, left] of RIVALS) {
    const rival = sums.get(key);
    if (rival && rival.target === undefined && Math.sign(rival.signed) === sign) sums.set(key, { ...rival, signed: rival.signed * left });
  }
  return [...sums.values()].sort((a, b) => ORDER.indexOf(a.attribute) - ORDER.indexOf(b.attribute)).flatMap(({ signed, ...goal }) => {
    if (Math.abs(signed) < 0.04) return [];
    return [{ ...goal, direction: signed > 0 ? (1 as const) : (-1 as const), degree: Math.min(1, Math.abs(signed)) }];
  });
}

/** Why a goal cannot be pursued on this photo. */
export type Unreachable = { readonly source: string; readonly region: RegionRef; readonly why: 'absent' | 'no-person' | 'no-tool' };

export type Plan = { readonly moves: readonly Move[]; readonly goals: readonly Planned[]; readonly washes: readonly WashGoal[]; readonly unreachable: readonly Unreachable[] };

/** Whether a hue of the grading wheel lies on the warm (+1) or the cool (−1) side. */
const agrees = (hue: number, lean: 1 | -1): boolean => (lean > 0 ? hue <= 75 || hue >= 345 : hue >= 165 && hue <= 265);

/** Most moves of a plan; beyond it neighbours are merged into one step. */
const MOST = 8;

/** The families of sliders that Auto sets for an aspect. */
const AUTO: Readonly<Partial<Record<string, readonly FamilyId[]>>> = { tone: ['tone', 'presence'], 'white-balance': ['white-balance'] };

/** Tone or white balance left to Auto: what the photo measures, each slider set. */
function measuredGoals({ goals }: Intent, { auto = {} }: Observation): readonly Extract<Goal, { readonly kind: 'set' }>[] {
  return goals.flatMap((goal) => {
    const families = goal.kind === 'auto' && goal.aspect ? (AUTO[goal.aspect] ?? []) : [];
    return Object.entries(auto).flatMap(([tool, value]) => (typeof value === 'number' && families.some((family) => toolOf(tool)?.family === family) ? [{ kind: 'set', tool, value, relative: false, source: goal.source }] : []));
  });
}

/** Turns an intent into moves in working order, for what is really in the picture. */
export function planOf(intent: Intent, start: Observation, language: Locale): Plan {
  const unreachable: Unreachable[] = [];
  const asked = intent.goals.flatMap((goal): readonly Planned[] => (goal.kind === 'adjust' ? [goal] : []));
  const measured = measuredGoals(intent, start);
  const auto = intent.goals.flatMap((goal) => (goal.kind === 'auto' && !measured.some(({ source }) => source === goal.source) ? autoGoals(start, goal.degree, goal.source, goal.aspect) : []));
  const mono = asked.some(({ attribute, direction }) => attribute === 'monochrome' && direction > 0) || start.settings['ConvertToGrayscale'] === true;
  const goals = merge([...auto, ...asked]).filter((goal) => {
    if (goal.attribute === 'hue' && goal.region.kind === 'whole') {
      unreachable.push({ source: goal.source, region: goal.region, why: 'no-tool' });
      return false;
    }
    if (goal.region.kind !== 'whole' && goal.region.kind !== 'place' && !find(goal.region, start)) {
      // A style speaks of greens in general; only what the user named himself is worth a word.
      if (!intent.styles.length || !isStyleGoal(goal, intent)) unreachable.push({ source: goal.source, region: goal.region, why: goal.region.kind === 'thing' && goal.region.thing === 'subject' ? 'no-person' : 'absent' });
      return false;
    }
    return true;
  });
  // Warmth twice over, once from white balance and once from grading, is a brown picture: the second is halved.
  const lean = goals.find(({ attribute, region }) => attribute === 'warmth' && region.kind === 'whole')?.direction;
  const washes = intent.goals.flatMap((goal) => (goal.kind === 'wash' ? [lean !== undefined && agrees(goal.hue, lean) ? { ...goal, degree: goal.degree * 0.5 } : goal] : []));
  const others = intent.goals.filter((goal) => goal.kind === 'geometry' || goal.kind === 'set');

  const moves: Move[] = [];
  for (const stage of STAGES) {
    // Without colour there is nothing to saturate; colour goals become how bright each colour turns out.
    const adjust = goals.filter((goal) => {
      const own = stageOf(goal);
      return (mono && own === 'colour' ? (goal.region.kind === 'colour' && goal.attribute === 'brightness' ? 'monochrome' : undefined) : own) === stage;
    });
    const wash = stage === 'grading' ? washes : [];
    const other = stage === 'auto' ? measured : others.filter((goal) => (goal.kind === 'geometry') === (stage === 'geometry') && (stage === 'geometry' || stage === 'direct'));
    const followUp = stage === 'follow-up' && intent.followUp !== undefined;
    const refine = stage === 'refine' && goals.length + washes.length > 0;
    if (adjust.length + wash.length + other.length > 0 || followUp || refine) moves.push({ id: stage, stage, title: TITLES[stage][language], adjust, wash, other });
  }
  return { moves: shorten(moves, language), goals, washes, unreachable };
}

const isStyleGoal = (goal: Planned, intent: Intent): boolean => intent.styles.length > 0 && intent.goals.filter((other) => 'source' in other && other.source === goal.source).length > 2;

const MERGES: readonly (readonly [into: Stage, from: Stage])[] = [['tone', 'presence'], ['colour', 'grading'], ['light', 'tone']];

function shorten(moves: readonly Move[], language: Locale): readonly Move[] {
  let list = [...moves];
  for (const [into, from] of MERGES) {
    if (list.length <= MOST) break;
    const [target, source] = [list.find(({ stage }) => stage === into), list.find(({ stage }) => stage === from)];
    if (!target || !source) continue;
    const joined: Move = { ...target, title: `${TITLES[into][language]}${language === 'zh' ? '、' : ', '}${language === 'zh' ? TITLES[from].zh : TITLES[from].en.toLowerCase()}`, adjust: [...target.adjust, ...source.adjust], wash: [...target.wash, ...source.wash] };
    list = list.filter((move) => move !== source).map((move) => (move === target ? joined : move));
  }
  return list;
}
