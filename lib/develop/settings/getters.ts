import { LOCAL_CURVES, LOCAL_SLIDERS, toolOf } from '../tools';
import type { DevelopSettings } from '../types';
import { correctionOf, type Correction } from './corrections';
import { isList } from './json';
import { CORRECTIONS } from './names';
import { readerOf } from './reader';

export { ToolKindError } from './reader';

export const { numberOf, booleanOf, choiceOf, curveOf } = readerOf(toolOf);

/** The local corrections of a normalised document, in order, the inactive ones included. */
export function correctionsOf(settings: DevelopSettings): readonly Correction[] {
  const value = settings[CORRECTIONS];
  return isList(value) ? value.map((item) => correctionOf(item, LOCAL_SLIDERS, LOCAL_CURVES)) : [];
}
