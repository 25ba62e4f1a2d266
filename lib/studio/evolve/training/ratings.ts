import type { OwnRating } from '@/lib/evolve/program/improvement';
import { labelValue } from '@/lib/store/labels';
import { settingsOf } from '@/lib/store/steps';
import { orderOf } from '@/lib/store/runs';
import type { Studio } from '../../context';

/**
 * The stars that trainings learn from: of every workspace that agreed, on results of the photo itself that answer words. What an image model made is
 * left out: the policy has no say in it.
 */
export async function ratingsFor({ store: { db, blobs } }: Pick<Studio, 'store'>): Promise<readonly OwnRating[]> {
  const labels = await db.label.findMany({
    where: { kind: { in: ['aesthetics', 'instruction'] }, workspace: { keepsLabels: true }, session: { deletedAt: null }, instruction: { not: '' }, step: { baseId: null } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }], include: { step: { include: { settings: true, run: true } } },
  });
  const rows = new Map<string, OwnRating>();
  for (const label of labels) {
    const { step, photoSha256: sha256, instruction } = label;
    const known = rows.get(step.id) ?? { path: blobs.path(sha256), sha256, instruction, locale: step.run ? orderOf(step.run).locale : 'en', settings: settingsOf(step) };
    rows.set(step.id, label.kind === 'aesthetics' ? { ...known, aesthetics: labelValue(label, 'aesthetics').stars } : { ...known, instructionStars: labelValue(label, 'instruction').stars });
  }
  return [...rows.values()];
}
