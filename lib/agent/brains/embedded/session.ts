import type { DevelopSettings, Locale } from '@/lib/develop/types';
import { withFrameOf } from '../../frame';
import { limitsFor, referenceOf, type Limits, type Probe, type Reference } from '../../guards';
import { intentOf } from '../../intent';
import type { BrainContext, Darkroom, Intent, Observation } from '../../types';
import type { Scene } from './knobs';
import { planOf, type Plan } from './plan';
import { WORDS, type Words } from './words';

/** Everything one turn of the brain works with. Derived from the context alone, so that the same context gives the same turn. */
export type Session = {
  readonly context: BrainContext;
  readonly darkroom: Darkroom;
  readonly signal: AbortSignal;
  readonly intent: Intent;
  readonly language: Locale;
  readonly words: Words;
  readonly plan: Plan;
  readonly scene: Scene;
  readonly limits: Limits;
  /** The picture and the settings to go on from. */
  readonly current: Observation;
  readonly base: DevelopSettings;
  readonly probe: Probe;
  /** The picture where the run started, in the frame that it has now: large, and at probe size. */
  readonly startLarge: () => Promise<Observation>;
  readonly startSmall: () => Promise<Observation>;
  readonly reference: () => Promise<Reference>;
};

export function openSession(context: BrainContext, darkroom: Darkroom, signal: AbortSignal): Session {
  const intent = intentOf(context, context.start);
  const language = intent.language;
  const plan = planOf(intent, context.start, language);
  const current = context.current.observation;
  const base = current.settings;
  const probe: Probe = (settings) => (darkroom.probe ? darkroom.probe(settings, signal) : darkroom.observe(settings, signal));
  // "Like step 3 but cooler": cooler than step 3, not than where the run started.
  const back = intent.followUp && intent.followUp.kind !== 'scale' ? context.steps.find(({ planItem }) => planItem === 'follow-up') : undefined;
  const framed = withFrameOf(back?.observation.settings ?? context.start.settings, base);
  const mono = plan.goals.some(({ attribute }) => attribute === 'monochrome') || base['ConvertToGrayscale'] === true;
  const skinAsked = plan.goals.some(({ region }) => region.kind === 'thing' && region.thing === 'skin') || plan.goals.some(({ attribute, region }) => region.kind === 'whole' && (attribute === 'warmth' || attribute === 'tint' || attribute === 'saturation'));
  const skin = mono ? 'free' : plan.washes.length > 0 || intent.styles.length > 0 || skinAsked ? 'loose' : 'kept';
  const startSmall = once(() => probe(framed));
  return {
    context, darkroom, signal, intent, language, words: WORDS[language], plan, current, base, probe, startSmall,
    scene: { locale: language, photo: darkroom.photo },
    limits: limitsFor(intent.constraints, { skin }),
    startLarge: once(() => (framed === context.start.settings ? Promise.resolve(context.start) : darkroom.observe(framed, signal))),
    reference: once(async () => referenceOf(await startSmall())),
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
