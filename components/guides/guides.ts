import type { DevelopSettings, SettingsPatch } from '@/lib/develop/types';
import type { Place } from '../pointing/marks';

/** A line along an edge that should be level or upright; its ends in shares of the photo, after the lens is corrected and before perspective is. */
export type Guide = readonly [from: Place, to: Place];

/** As many as Upright reads. */
export const MOST_GUIDES = 4;
const GUIDED = 5;
const nameOf = (index: number): string => `UprightFourSegments_${index}`;

/** The guides of a document, each by its place there. */
export function guidesOf(settings: DevelopSettings): readonly Guide[] {
  return Array.from({ length: MOST_GUIDES }, (_, index) => settings[nameOf(index)]).flatMap((value): readonly Guide[] => {
    const numbers = typeof value === 'string' ? value.split(/[\s,]+/).filter((part) => part !== '').map(Number) : [];
    const [a, b, c, d] = numbers;
    return numbers.length === 4 && a !== undefined && b !== undefined && c !== undefined && d !== undefined && numbers.every(Number.isFinite) ? [[[a, b], [c, d]]] : [];
  });
}

const share = (value: number): string => value.toFixed(6);

/** The settings that straighten by guides; without any, Upright is off. What a file brought along as their solution holds no more. */
export function withGuides(guides: readonly Guide[]): SettingsPatch {
  return {
    ...Object.fromEntries(Array.from({ length: MOST_GUIDES }, (_, index) => { const guide = guides[index]; return [nameOf(index), guide ? guide.flat().map(share).join(',') : null]; })),
    UprightTransform_5: null,
    PerspectiveUpright: guides.length > 0 ? GUIDED : null,
  };
}

/** What bends the photo before guides are looked at: without it, places of the picture lead to where guides lie. */
export const WITHOUT_LENS = { LensProfileEnable: null, LensManualDistortionAmount: null, AutoLateralCA: null } as const satisfies SettingsPatch;

/** Shares of the photo's long edge: shorter guides say nothing. */
const LEAST = 0.03;
export function isLong([[a, b], [c, d]]: Guide, { width, height }: { readonly width: number; readonly height: number }): boolean {
  return Math.hypot((c - a) * width, (d - b) * height) >= LEAST * Math.max(width, height);
}
