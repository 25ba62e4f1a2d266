import { describeChange, diff } from '@/lib/develop/settings';
import { toolOf } from '@/lib/develop/tools';
import type { DevelopSettings, JsonValue, Locale, SettingsPatch } from '@/lib/develop/types';
import { applyPatch, showNumber } from '@/lib/develop/settings';
import type { Aim } from '../../aims';
import { aimName } from '../../evaluator';
import { attributeName, regionName } from '../../language';
import type { Evidence, Observation } from '../../types';
import type { Planned } from './auto';
import type { Session } from './session';
import { fill, pick, type Facts } from './words';

const LUMA: ReadonlySet<string> = new Set(['brightness', 'highlights', 'shadows', 'whites', 'blacks', 'fade', 'haze']);

/** A measured value as a person reads it: percent of brightness whole, everything else to a tenth, hue in whole degrees. */
export function show(attribute: Aim['attribute'], value: number): string {
  const text = LUMA.has(attribute) || attribute === 'hue' ? value.toFixed(0) : value.toFixed(1);
  return text.replace(/^-(?=0(\.0)?$)/, '').replace('-', '−');
}

/** Facts of a picture that any template may state. */
export function picture({ luma, colour, regions, size }: Evidence): Facts {
  return {
    mean: luma.mean.toFixed(0), p99: luma.p99.toFixed(0), p1: luma.p1.toFixed(0), room: Math.max(0, 100 - luma.p99).toFixed(0), spread: luma.std.toFixed(1),
    shadows: (100 * (regions.shadows?.share ?? 0)).toFixed(0), warmth: show('warmth', colour.cast.b), chroma: colour.meanChroma.toFixed(1), p95c: colour.p95Chroma.toFixed(1),
    width: size.width, height: size.height,
  };
}

/** Where the light stands between blue and yellow, in a photographer's words; `b` is the mean Oklab b ×100. */
function leanOf(b: number, language: Locale): string {
  const steps = [[-3.5, 'cold', '很冷'], [-1, 'a little cool', '稍冷'], [1, 'neutral', '中性'], [3.5, 'a little warm', '稍暖'], [7, 'warm', '偏暖'], [Infinity, 'very warm', '很暖']] as const;
  const [, en, zh] = steps.find(([below]) => b < below) ?? steps[5];
  return language === 'zh' ? zh : en;
}

/** Parameters that go along with a slider and are not worth a word, nor a blame, of their own. */
export const COMPANIONS = /^(SharpenRadius|SharpenEdgeMasking|GrainSize|GrainFrequency|PostCropVignette(Midpoint|Feather)|ToneCurveName2012|HasCrop|(SplitToning\w+|ColorGrade\w+)Hue)$/;

type Correction = Readonly<Record<string, JsonValue>>;
const isCorrection = (value: JsonValue | undefined): value is Correction => typeof value === 'object' && value !== null && !Array.isArray(value);

/** "Exposure +0.60, Shadows +12", "Sky: Local Exposure −0.40". */
export function changesOf(base: DevelopSettings, patch: SettingsPatch, language: Locale): readonly string[] {
  const now = applyPatch(base, patch);
  return diff(base, now).flatMap(({ name, from, to }) => {
    if (name !== 'MaskGroupBasedCorrections') return COMPANIONS.test(name) && !name.endsWith('Hue') ? [] : [describeChange(name, from, to, language)];
    const before = Array.isArray(from) ? (from as readonly JsonValue[]) : [];
    return (Array.isArray(to) ? (to as readonly JsonValue[]) : []).flatMap((item, index) => {
      const old = before[index];
      if (!isCorrection(item)) return [];
      const moved = Object.entries(item).flatMap(([slider, value]) => {
        const tool = toolOf(slider);
        if (typeof value !== 'number' || tool?.kind !== 'number' || (isCorrection(old) && old[slider] === value)) return [];
        return [`${tool.label[language].replace(/^(Local |局部)/, '')} ${showNumber(tool, value)}`];
      });
      return moved.length > 0 ? [`${String(item['CorrectionName'])}${language === 'zh' ? '：' : ': '}${moved.join(language === 'zh' ? '、' : ', ')}`] : [];
    });
  });
}

/** Speaks for one turn: picks wordings by the run's seed and counts on, so that neighbouring sentences differ. */
export class Narrator {
  #spoken: number;
  readonly session: Session;

  constructor(session: Session) {
    this.session = session;
    this.#spoken = session.context.seed + 17 * session.context.steps.length;
  }

  say(wordings: readonly string[], facts: Facts = {}): string {
    return fill(pick(wordings, this.#spoken++), facts);
  }

  name(aim: Aim): string {
    return aimName(aim, this.session.language);
  }

  /** Why an aim is pursued, in numbers of the picture as it is now. */
  why(aim: Aim, goal: Planned | undefined, now: number, observation: Observation): string {
    const { words, language } = this.session;
    const facts: Facts = { ...picture(observation.evidence), from: show(aim.attribute, now), target: show(aim.attribute, aim.target), lean: leanOf(observation.evidence.colour.cast.b, language) };
    if (aim.attribute === 'wash') return this.say(words.wash, { zone: aim.region.kind === 'whole' ? words.frame : regionName(aim.region, language) });
    if (goal?.reason) return this.say(words.auto[goal.reason], facts);
    if (aim.region.kind !== 'whole') return this.say(LUMA.has(aim.attribute) ? words.regionLight : words.region, { ...facts, region: regionName(aim.region, language), attribute: attributeName(aim.attribute, language) });
    const { up, down } = words.why[aim.attribute];
    return this.say(aim.direction > 0 ? up : down, facts);
  }

  /** What the last observation shows, against the one before it. */
  seen(): string | undefined {
    const { context, words, plan } = this.session;
    const last = context.steps.at(-1);
    if (!last) return undefined;
    const stage = plan.moves.find(({ id }) => id === last.planItem)?.stage;
    const wordings = stage && words.seen[stage];
    if (!wordings) return undefined;
    const before = (context.steps.at(-2)?.observation ?? context.start).evidence;
    const after = last.observation.evidence;
    const read = (evidence: Evidence): string => {
      switch (stage) {
        case 'white-balance': return show('warmth', evidence.colour.cast.b);
        case 'tone': return evidence.luma.std.toFixed(1);
        case 'presence': case 'effects': return evidence.sharpness.toFixed(1);
        case 'colour': case 'monochrome': return evidence.colour.meanChroma.toFixed(1);
        case 'grading': return show('warmth', (evidence.regions.shadows ?? evidence.regions.whole)?.cast.b ?? 0);
        default: return evidence.luma.mean.toFixed(0);
      }
    };
    return this.say(wordings, { ...picture(after), lean: leanOf(after.colour.cast.b, this.session.language), from: read(before), to: read(after) });
  }
}
