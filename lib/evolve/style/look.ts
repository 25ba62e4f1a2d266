import { createEmbeddedBrain } from '@/lib/agent/brains/embedded';
import { createEmbeddedEvaluator } from '@/lib/agent/evaluator';
import { run } from '@/lib/agent/loop';
import type { Darkroom, RunRequest } from '@/lib/agent/types';
import { startingSettings } from '@/lib/develop/settings';
import type { DevelopSettings } from '@/lib/develop/types';
import type { PhotoInfo } from '@/lib/imaging';
import type { Edit } from './types';

/** Long edge, px, of the pictures that a style is learnt from and applied by. */
export const STYLE_EDGE = 192;

/** What a policy is asked where nobody says anything. */
export const UNASKED = { instruction: 'make it look its best', locale: 'en', seed: 1 } as const;

/** What a photo starts with; for RAW photos also the light that the camera saw, which their settings leave out. */
export function startOf({ raw }: Pick<PhotoInfo, 'raw'>): DevelopSettings {
  const { temperature, tint } = raw?.asShot ?? {};
  return { ...startingSettings({ raw }), ...(temperature !== undefined && tint !== undefined && { Temperature: temperature, Tint: tint }) };
}

/** What is learnt from and applied to: the untouched photo as measured, and what the policy does to it unasked. `darkroom`: of `STYLE_EDGE`. */
export async function lookAt(darkroom: Darkroom, info: Pick<PhotoInfo, 'raw'>, signal: AbortSignal): Promise<Pick<Edit, 'evidence' | 'starting' | 'base'>> {
  const starting = startOf(info), settings = startingSettings(info);
  const { evidence } = await darkroom.observe(settings, signal);
  const request: RunRequest = { runId: 'unasked', stepId: 'unasked.0', ...UNASKED, settings, history: [], maxSteps: 8, reflectBelow: 0, rounds: 0, generation: 'forbid' };
  let base = settings;
  for await (const event of run(request, { brain: createEmbeddedBrain(), evaluator: createEmbeddedEvaluator(), darkroom, signal })) if (event.type === 'observation') base = event.settings;
  signal.throwIfAborted();
  return { evidence, starting, base: { ...starting, ...base } };
}
