import { z } from 'zod';
import { autoTone, autoWhiteBalance } from '@/lib/develop/auto';
import type { SettingsPatch } from '@/lib/develop/types';
import { findSession } from '@/lib/store/sessions';
import type { Studio } from './context';
import { notFound } from './errors';
import { renderable } from './renders';

export type AutoPart = 'tone' | 'white-balance';

const AUTO: Readonly<Record<AutoPart, typeof autoTone>> = { tone: autoTone, 'white-balance': autoWhiteBalance };
const partOf = z.enum(['tone', 'white-balance']);

/** What Auto sets for a session's photo: values for sliders, measured on the untouched photo. */
export async function autoSettings(studio: Studio, workspaceId: string, sessionId: string, part: AutoPart): Promise<SettingsPatch> {
  const asked = partOf.parse(part);
  const session = await findSession(studio.store.db, workspaceId, sessionId);
  if (!session) throw notFound('session');
  return AUTO[asked](await studio.renderer.measures(renderable(studio, session.photo)));
}
