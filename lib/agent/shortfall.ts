import { diff } from '@/lib/develop/settings';
import type { DevelopSettings, JsonValue } from '@/lib/develop/types';
import { assess } from './evaluator';
import { withFrameOf } from './frame';
import { limitsFor, referenceOf, total, violations } from './guards';
import { intentOf } from './intent';
import type { Blame, Broken, Darkroom, Intent, Observation, RunRequest } from './types';

/** Broken by less than this share of the limit, nobody sees it. */
const VISIBLY = 0.25;
/** Changes that are left out, one at a time; most runs make fewer. */
const MOST_BLAMED = 40;
const WORTH_TELLING = { gain: 0.03, excess: 0.1, count: 6 } as const;

const attributes = ({ goals }: Intent): readonly string[] => goals.flatMap((goal) => (goal.kind === 'adjust' ? [goal.attribute] : [goal.kind]));

/** How far the request itself lets skin go. */
function skinOf(intent: Intent, settings: DevelopSettings): 'kept' | 'loose' | 'free' {
  const asked = attributes(intent);
  if (settings['ConvertToGrayscale'] === true || asked.includes('monochrome')) return 'free';
  const coloured = intent.styles.length > 0 || ['wash', 'warmth', 'tint', 'saturation'].some((name) => asked.includes(name));
  return coloured || intent.goals.some((goal) => goal.kind === 'adjust' && goal.region.kind === 'thing' && goal.region.thing === 'skin') ? 'loose' : 'kept';
}

/** Grain scatters single pixels into the ends of the scale: that is its nature and no lost detail. */
const withoutGrain = (settings: DevelopSettings): DevelopSettings => Object.fromEntries(Object.entries(settings).filter(([name]) => !name.startsWith('Grain')));

/** The limits of a retoucher that hold for a request, and a small picture of where its run started to hold results against. */
export class Guard {
  readonly #intent: Intent;

  constructor(private readonly request: RunRequest, private readonly start: Observation, private readonly darkroom: Darkroom, private readonly signal: AbortSignal) {
    this.#intent = intentOf(request, start);
  }

  #probe(settings: DevelopSettings): Promise<Observation> {
    return this.darkroom.probe ? this.darkroom.probe(settings, this.signal) : this.darkroom.observe(settings, this.signal);
  }

  /** What a result breaks, worst first. Values that the user named are the user's affair. */
  async broken(settings: DevelopSettings): Promise<readonly Broken[]> {
    // Whoever goes back has seen that picture; where the run started says nothing about it.
    const { followUp } = this.#intent;
    if ((followUp && followUp.kind !== 'scale') || this.#intent.goals.some(({ kind }) => kind === 'set')) return [];
    const now = await this.#probe(withoutGrain(settings));
    const before = await this.#probe(withFrameOf(this.start.settings, settings));
    const limits = limitsFor(this.#intent.constraints, { skin: skinOf(this.#intent, settings) });
    return violations(now, referenceOf(before), limits).filter(({ excess }) => excess > VISIBLY);
  }

  /** What each change since the run started is to blame for: it is left out, and the measured score and the broken limits are read again. */
  async blame(settings: DevelopSettings): Promise<readonly Blame[]> {
    const before = await this.#probe(withFrameOf(this.start.settings, settings));
    const judge = async (candidate: DevelopSettings) => ({ overall: assess(this.#intent, before, await this.#probe(candidate)).overall, broken: await this.broken(candidate) });
    const now = await judge(settings);
    const blamed: (Blame & { readonly weight: number })[] = [];
    for (const { name, without } of leavingOut(this.start.settings, settings).slice(0, MOST_BLAMED)) {
      const left = await judge(without);
      const gain = Math.round((left.overall - now.overall) * 100) / 100;
      const relief = total(now.broken) - total(left.broken);
      if (gain < WORTH_TELLING.gain && relief < WORTH_TELLING.excess) continue;
      const mends = now.broken.map(({ kind }) => kind).filter((kind) => !left.broken.some((other) => other.kind === kind));
      blamed.push({ name, gain, mends, weight: gain + 0.5 * Math.max(0, relief) });
    }
    return blamed.sort((a, b) => b.weight - a.weight).slice(0, WORTH_TELLING.count).map(({ name, gain, mends }) => ({ name, gain, mends }));
  }
}

type LeftOut = { readonly name: string; readonly without: DevelopSettings };

/** The settings without one of the changes since `start`, each in turn; local corrections one by one. */
function leavingOut(start: DevelopSettings, settings: DevelopSettings): readonly LeftOut[] {
  return diff(start, settings).flatMap(({ name }): readonly LeftOut[] => {
    const [before, now] = [start[name], settings[name]];
    const entries = Array.isArray(now) && now.some(isRecord) ? (now as readonly JsonValue[]) : undefined;
    if (!entries || entries.length < 2) return [{ name: entries ? labelled(name, 0, entries[0]) : name, without: put(settings, name, before) }];
    const known = Array.isArray(before) ? before.map((entry) => JSON.stringify(entry)) : [];
    return entries.flatMap((entry, index) => (known.includes(JSON.stringify(entry)) ? [] : [{ name: labelled(name, index, entry), without: { ...settings, [name]: entries.filter((_, other) => other !== index) } }]));
  });
}

const isRecord = (value: JsonValue | undefined): value is Readonly<Record<string, JsonValue>> => typeof value === 'object' && value !== null && !Array.isArray(value);

const labelled = (name: string, index: number, entry: JsonValue | undefined): string => {
  const label = isRecord(entry) && typeof entry['CorrectionName'] === 'string' ? ` ${entry['CorrectionName']}` : '';
  return `${name}[${index + 1}]${label}`;
};

function put(settings: DevelopSettings, name: string, value: JsonValue | undefined): DevelopSettings {
  const { [name]: _, ...rest } = settings;
  return value === undefined ? rest : { ...rest, [name]: value };
}
