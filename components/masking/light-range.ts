/** `LumRange` of a mask: start of the ramp, full from, full to, end of the ramp; 0…1, rising. */
export type LightRange = readonly [start: number, from: number, to: number, end: number];

type Knob = { readonly index: 0 | 1 | 2 | 3; readonly name: 'start' | 'from' | 'to' | 'end'; /** Between which it is full. */ readonly inner: boolean };
export const RANGE_KNOBS: readonly Knob[] = [{ index: 0, name: 'start', inner: false }, { index: 1, name: 'from', inner: true }, { index: 2, name: 'to', inner: true }, { index: 3, name: 'end', inner: false }];

export const lightRangeOf = ([start = 0, from = start, to = 1, end = to]: readonly number[] = []): LightRange => [start, from, to, end];

const bounded = (value: number, least: number, most: number): number => Math.round(Math.min(most, Math.max(least, value)) * 1e3) / 1e3;

/** A knob moved. An inner one takes its ramp along; none passes another that is not its ramp's. */
export function withKnob([start, from, to, end]: LightRange, index: 0 | 1 | 2 | 3, value: number): LightRange {
  switch (index) {
    case 0: return [bounded(value, 0, from), from, to, end];
    case 1: { const next = bounded(value, 0, to); return [bounded(start + next - from, 0, next), next, to, end]; }
    case 2: { const next = bounded(value, from, 1); return [start, from, next, bounded(end + next - to, next, 1)]; }
    case 3: return [start, from, to, bounded(value, to, 1)];
  }
}
