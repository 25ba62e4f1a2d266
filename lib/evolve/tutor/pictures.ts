import type { StudioEnvironment } from '../environment';
import type { ModelTutorOptions } from '.';

/** Long edge of the pictures that a tutor is shown, px: enough for tone and colour, which is all that the policy sets. */
const EDGE = 512;
const QUALITY = 85;

/** Photos of an environment, developed for a tutor to look at. */
export const picturesIn = ({ sandbox, photoOf }: Pick<StudioEnvironment, 'sandbox' | 'photoOf'>): ModelTutorOptions['pictures'] => async (task, settings) => {
  const { recipe } = photoOf(task);
  return (await sandbox.render(settings.map((document) => ({ recipe, settings: document, edge: EDGE, jpeg: QUALITY })))).map(({ jpeg }) => jpeg);
};
