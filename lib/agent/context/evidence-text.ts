import { compare } from '../evidence';
import type { Evidence, Observation } from '../types';

const round = (value: number): number => Math.round(value * 10) / 10;
const signed = (value: number): string => `${round(value) > 0 ? '+' : ''}${round(value)}`;
const percent = (share: number): string => `${round(share * 100)}%`;

/** The whole picture in three lines: tones, clipping, colour. */
export const summary = ({ luma, clipping, colour, haze }: Evidence): string => [
  `luma % (display): mean ${round(luma.mean)}, p1 ${round(luma.p1)}, p5 ${round(luma.p5)}, median ${round(luma.median)}, p95 ${round(luma.p95)}, p99 ${round(luma.p99)}`,
  `clipped: shadows ${percent(clipping.shadows)}, highlights ${percent(clipping.highlights)}`,
  `Oklab ×100: mean chroma ${round(colour.meanChroma)}, cast a ${round(colour.cast.a)} b ${round(colour.cast.b)}; haze ${round(haze)}`,
].join('\n');

/** The measurements as a model reads them: few, rounded, named with units; then every region. */
export function describe(evidence: Evidence): string {
  const places = Object.entries(evidence.regions).flatMap(([name, region]) =>
    (name === 'whole' || !region ? [] : [`${name} ${percent(region.share)}: luma ${round(region.luma.mean)}, chroma ${round(region.chroma)}, hue ${Math.round(region.hue)}, cast a ${round(region.cast.a)} b ${round(region.cast.b)}`]));
  return [summary(evidence), `sharpness ${round(evidence.sharpness)}, noise ${round(evidence.noise)}`, ...(places.length > 0 ? ['Regions (share of the frame):', ...places] : [])].join('\n');
}

/** What was recognised, and what must not be relied on. */
export const recognised = ({ things = {}, doubts = {} }: Observation): string => [
  ...Object.entries(things).map(([name, seen]) => `recognised: ${name}, ${percent(seen.mask.share)} of frame (${Math.round(seen.confidence * 100)}% sure)`),
  ...Object.entries(doubts).map(([name, sure]) => `doubtful, not usable as a mask: ${name} (${Math.round(sure * 100)}% sure)`),
].join('\n');

/** Regions whose luma or chroma moved by less are not named. */
const NOTICEABLE = 1;

/** What moved between two pictures, region by region. */
export function differences(before: Evidence, after: Evidence): string {
  const { luma, clipping, colour, haze, sharpness, noise, regions } = compare(before, after);
  const places = Object.entries(regions).flatMap(([name, change]) => {
    if (!change || name === 'whole' || Math.max(Math.abs(change.luma.mean), Math.abs(change.chroma)) < NOTICEABLE) return [];
    return [`${name}: luma ${signed(change.luma.mean)}, chroma ${signed(change.chroma)}, hue ${signed(change.hue)}, cast b ${signed(change.cast.b)}`];
  });
  return [
    `luma: mean ${signed(luma.mean)}, p1 ${signed(luma.p1)}, median ${signed(luma.median)}, p99 ${signed(luma.p99)}, spread ${signed(luma.std)}`,
    `clipped: shadows ${signed(clipping.shadows * 100)}%, highlights ${signed(clipping.highlights * 100)}%`,
    `mean chroma ${signed(colour.meanChroma)}, cast a ${signed(colour.cast.a)} b ${signed(colour.cast.b)}; haze ${signed(haze)}, sharpness ${signed(sharpness)}, noise ${signed(noise)}`,
    ...(places.length > 0 ? places : ['no region moved noticeably']),
  ].join('\n');
}

/** The three regions that moved most, as `Most: bottom luma +2.1, Blue chroma -1.4.`; undefined where none did. */
export function strongest(before: Evidence, after: Evidence): string | undefined {
  const moves = Object.entries(compare(before, after).regions).flatMap(([name, change]) => {
    if (!change || name === 'whole') return [];
    const [what, by] = Math.abs(change.luma.mean) >= Math.abs(change.chroma) ? ['luma', change.luma.mean] as const : ['chroma', change.chroma] as const;
    return Math.abs(by) < NOTICEABLE / 2 ? [] : [{ text: `${name} ${what} ${signed(by)}`, by: Math.abs(by) }];
  });
  return moves.length === 0 ? undefined : `Most: ${moves.sort((a, b) => b.by - a.by).slice(0, 3).map(({ text }) => text).join(', ')}.`;
}
