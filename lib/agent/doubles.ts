import type { DevelopSettings, Pixels } from '@/lib/develop/types';
import { measure } from './evidence';
import type { Brain, BrainContext, BrainOutput, Darkroom, Evaluator, Observation, RunEvent, RunRequest, Score } from './types';

/** Test doubles at the room's interfaces. Used by tests only. */

const number = (settings: DevelopSettings, name: string): number => (typeof settings[name] === 'number' ? settings[name] : 0);

/** A darkroom that renders a grey ramp by `Exposure2012` and `IncrementalTemperature`, simply. */
export function rampDarkroom(options: { readonly failAt?: (settings: DevelopSettings) => Error | undefined; readonly delay?: number } = {}): Darkroom & { readonly calls: DevelopSettings[] } {
  const calls: DevelopSettings[] = [];
  return {
    photo: { width: 64, height: 48 },
    calls,
    async observe(settings: DevelopSettings): Promise<Observation> {
      calls.push(settings);
      const failure = options.failAt?.(settings);
      if (failure) throw failure;
      if (options.delay) await new Promise((resolve) => setTimeout(resolve, options.delay));
      const gain = 2 ** (number(settings, 'Exposure2012') / 2.2);
      const warm = number(settings, 'IncrementalTemperature') / 200;
      const data = new Uint8Array(64 * 48 * 3);
      for (let i = 0; i < 64 * 48; i++) {
        const grey = 30 + (i % 64) * 2;
        data.set([grey * gain * (1 + warm), grey * gain, grey * gain * (1 - warm)].map((v) => Math.max(0, Math.min(255, Math.round(v)))), i * 3);
      }
      const pixels: Pixels = { width: 64, height: 48, channels: 3, space: 'srgb', depth: 8, data };
      return { settings, pixels, evidence: measure(pixels) };
    },
  };
}

export const scriptedBrain = (next: (context: BrainContext) => readonly BrainOutput[] | AsyncIterable<BrainOutput>): Brain & { readonly contexts: BrainContext[] } => {
  const contexts: BrainContext[] = [];
  return {
    id: 'scripted', label: 'Scripted', contexts,
    async *next(context) {
      contexts.push(context);
      yield* next(context);
    },
  };
};

export const scoreOf = (overall: number): Score => ({ aesthetics: overall, instruction: overall, overall, reasons: [`measured ${overall}`] });

export const scoredBy = (score: (result: Observation) => number): Evaluator => ({ id: 'scripted', evaluate: async ({ result }) => scoreOf(score(result)) });

export const request = (changes: Partial<RunRequest> = {}): RunRequest => ({
  runId: 'run', instruction: 'brighter', locale: 'en', settings: {}, stepId: 'root', history: [], maxSteps: 10, seed: 1, reflectBelow: 3, ...changes,
});

export async function all(events: AsyncIterable<RunEvent>): Promise<RunEvent[]> {
  const list: RunEvent[] = [];
  for await (const event of events) list.push(event);
  return list;
}
