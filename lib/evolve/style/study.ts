import type { StudioEnvironment } from '../environment';
import type { Photo } from '../environment/photos/gallery';
import { randomOf, seedOf } from '../random';
import { parameterError } from './error';
import { inStyle, learnStyle } from './learn';
import { UNASKED } from './look';
import { edited, PHOTOGRAPHERS, type Photographer } from './photographers';
import type { Edit, StyleError } from './types';

export type StudyOptions = { readonly seed: number; /** Edits that are learnt from. Default 30. */ readonly edits?: number; /** Photos, of other originals, that the result is measured on. Default 30. */ readonly heldOut?: number };
/** Parameter errors on photos of originals that nothing was learnt from. */
export type StudyRow = StyleError & { readonly photographer: string; readonly edits: number; readonly heldOut: number; readonly sliders: number };

/** Five simulated photographers with tastes that the learner does not know: how much nearer to their settings tens of their edits bring the policy. */
export async function studyStyles(environment: StudioEnvironment, { seed, edits = 30, heldOut = 30 }: StudyOptions): Promise<readonly StudyRow[]> {
  const random = randomOf(seedOf('style', seed));
  const taken = (split: Photo['split'], count: number): readonly Photo[] => random.shuffled(environment.photos.filter((photo) => photo.split === split)).slice(0, count);
  const [known, others] = [taken('train', edits), taken('test', heldOut)];
  const bases = new Map(await Promise.all([...known, ...others].map(async (photo) => [photo.id, (await environment.sandbox.teach(photo.recipe, UNASKED)).steps.at(-1)?.settings ?? {}] as const)));
  const editOf = (photographer: Photographer, { id, surveyed: { evidence } }: Photo): Edit => ({ id, evidence, starting: {}, base: bases.get(id) ?? {}, settings: edited(photographer, id, evidence, seed) });
  return PHOTOGRAPHERS.map((photographer) => {
    const style = learnStyle(known.map((photo) => editOf(photographer, photo)), photographer.name);
    const names = new Set(style.sliders.map(({ name }) => name));
    const tests = others.map((photo) => editOf(photographer, photo));
    const mean = (patchOf: (edit: Edit) => Edit['settings']): number => tests.reduce((sum, edit) => sum + parameterError(edit, patchOf(edit), names), 0) / Math.max(1, tests.length);
    return { photographer: photographer.name, edits: known.length, heldOut: others.length, sliders: names.size, before: mean(({ base }) => base), after: mean((edit) => inStyle(style, edit)) };
  });
}
