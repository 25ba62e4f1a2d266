import { commitStep, openSession } from '@/app/actions';
import { readImport } from '../export/read-import';
import { valueOf } from '../ui/result';

/** Lays the settings that came beside a photo over it, as its first step. Rejects with the server's own message. */
export async function sendSidecar(sessionId: string, sidecar: File, title: string, signal: AbortSignal): Promise<void> {
  const [{ stated }, { headId }] = await Promise.all([readImport(sessionId, sidecar, signal), valueOf(openSession(sessionId))]);
  if (Object.keys(stated).length > 0) await valueOf(commitStep(sessionId, { parentId: headId, patch: stated, title }));
}
