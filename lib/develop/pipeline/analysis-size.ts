import type { Size } from '../types';
import { fitLongEdge } from './geometry';

/** Long edge, in px, of the picture that `analyse` looks at. */
export const ANALYSIS_EDGE = 1024;

/** Size to bring a photo to before `analyse`. */
export const analysisSize = (full: Size): Size => fitLongEdge(full, ANALYSIS_EDGE);
