import { createDarkroom, createEmbeddedEvaluator } from '@/lib/agent';
import type { Evidence, Observation } from '@/lib/agent/types';
import { openPhoto } from './files';
import { scoreLine } from './story';
import { rendererOfCommand } from './renderer';
import type { Terminal } from './terminal';

const one = (value: number): string => value.toFixed(1);
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

const linesOf = ({ size, luma, clipping, colour, haze, sharpness, noise, regions }: Evidence): readonly string[] => [
  `measured at    ${size.width} × ${size.height}`,
  `brightness     mean ${one(luma.mean)}, median ${one(luma.median)}, spread ${one(luma.std)} (percent of display white)`,
  `percentiles    1: ${one(luma.p1)}  5: ${one(luma.p5)}  25: ${one(luma.p25)}  75: ${one(luma.p75)}  95: ${one(luma.p95)}  99: ${one(luma.p99)}`,
  `clipping       shadows ${percent(clipping.shadows)}, highlights ${percent(clipping.highlights)}`,
  `colour         chroma ${one(colour.meanChroma)}, 95th percentile ${one(colour.p95Chroma)}, colourfulness ${one(colour.colourfulness)}, cast a ${one(colour.cast.a)} b ${one(colour.cast.b)}`,
  `detail         sharpness ${sharpness.toFixed(2)}, noise ${noise.toFixed(2)}, haze ${one(haze)}`,
  ...Object.entries(regions).map(([name, stats]) => `${name.padEnd(14)} ${percent(stats.share).padStart(7)}  brightness ${one(stats.luma.mean)}, chroma ${one(stats.chroma)}, hue ${stats.hue.toFixed(0)}°`),
];

/** Pictures as the agent sees them: untouched, at observation size. */
async function look(paths: readonly string[], signal: AbortSignal): Promise<readonly Observation[]> {
  const photos = await Promise.all(paths.map(openPhoto));
  const renderer = await rendererOfCommand();
  try {
    return await Promise.all(photos.map((photo) => createDarkroom(renderer, photo).observe({}, signal)));
  } finally {
    await renderer.close();
  }
}

/** What the agent measures of a photo before it thinks. */
export async function measurePhoto(path: string, json: boolean, terminal: Terminal, signal: AbortSignal): Promise<void> {
  const [seen] = await look([path], signal);
  if (!seen) return;
  if (json) terminal.say(JSON.stringify(seen.evidence, null, 2));
  else for (const line of linesOf(seen.evidence)) terminal.say(line);
}

/** Scores a finished picture against the photo it was made from and what was asked for. */
export async function evaluate(path: string, resultPath: string, instruction: string, json: boolean, terminal: Terminal, signal: AbortSignal): Promise<void> {
  const [source, result] = await look([path, resultPath], signal);
  if (!source || !result) return;
  const score = await createEmbeddedEvaluator().evaluate({ instruction, locale: terminal.locale, source, start: source, result, history: [] }, signal);
  if (json) return terminal.say(JSON.stringify(score, null, 2));
  terminal.say(scoreLine(score, /\p{Script=Han}/u.test(instruction) ? 'zh' : terminal.locale));
  for (const reason of score.reasons) terminal.say(`  ${reason}`);
}
