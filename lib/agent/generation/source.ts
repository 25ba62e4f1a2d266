import type { PictureSource } from '@/lib/develop/codecs';
import type { Provenance } from '../types';

/** From here on every pixel counts as the model's. */
const WHOLE = 0.995;

/** What an exported file says of a picture that lies on a base. */
export const sourceOf = ({ share, model }: Pick<Provenance, 'share' | 'model'>): PictureSource =>
  ({ type: share >= WHOLE ? 'trainedAlgorithmicMedia' : 'compositeWithTrainedAlgorithmicMedia', system: model });
