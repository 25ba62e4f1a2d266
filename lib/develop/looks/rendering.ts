import { toolOf } from '../tools';

/** What a look may carry: its rendering, never the photo's own frame, masks, light or lens. */
const FAMILIES: ReadonlySet<string> = new Set(['tone', 'presence', 'tone-curve', 'mixer', 'black-and-white', 'grading', 'detail', 'effects', 'calibration']);

export const isRendering = (name: string): boolean => FAMILIES.has(toolOf(name)?.family ?? '');
