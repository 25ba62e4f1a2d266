import { z } from 'zod';
import { autoTone, autoWhiteBalance } from '@/lib/develop/auto';
import type { SettingsPatch } from '@/lib/develop/types';
import { photoUnder } from '@/lib/store/bases';
import { findSession } from '@/lib/store/sessions';
import { findStep } from '@/lib/store/steps';
import type { Studio } from './context';
import { notFound } from './errors';
import { renderable } from './renders';

export type AutoPart = 'tone' | 'white-balance';

const AUTO: Readonly<Record<AutoPart, typeof autoTone>> = { tone: autoTone, 'white-balance': autoWhiteBalance };
const partOf = z.enum(['tone', 'white-balance']);

/** What Auto sets at a step: values for sliders, measured on the untouched picture that its settings lie on. */
export async function autoSettings(studio: Studio, workspaceId: string, sessionId: string, stepId: string, part: AutoPart): Promise<SettingsPatch> {
  const asked = partOf.parse(part);
  const session = await findSession(studio.store.db, workspaceId, sessionId);
  if (!session) throw notFound('session');
  const step = await findStep(studio.store.db, workspaceId, stepId, sessionId);
  if (!step) throw notFound('step');
  return AUTO[asked](await studio.renderer.measures(renderable(studio, await photoUnder(studio.store.db, session, step))));
}
