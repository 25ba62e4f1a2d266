/** A small world for tests: photos are a handful of numbers, sliders act on them by simple laws, the expert knows the laws. Only tests import it. */
import { applyPatch, numberOf } from '@/lib/develop/settings';
import type { Evidence, RegionStats } from '@/lib/agent/types';
import type { DevelopSettings, Locale, SettingsPatch } from '@/lib/develop/types';
import { prngOf } from '../prng';
import { VIEW_EDGE, type Environment, type Split, type State, type Task } from '../types';
import type { World } from './world';

type Photo = { readonly mean: number; readonly std: number; readonly cast: number; readonly chroma: number };

const photoOf = (id: string): Photo => { const prng = prngOf(7, id); return { mean: 30 + 30 * prng.next(), std: 15 + 10 * prng.next(), cast: 4 * (prng.next() - 0.5), chroma: 5 + 6 * prng.next() }; };

function developed(id: string, settings: DevelopSettings): Photo {
  const { mean, std, cast, chroma } = photoOf(id);
  return {
    mean: Math.min(99, Math.max(1, mean + 12 * numberOf(settings, 'Exposure2012'))), std: std * (1 + numberOf(settings, 'Contrast2012') / 150),
    cast: cast + numberOf(settings, 'IncrementalTemperature') / 12, chroma: Math.max(0, chroma * (1 + numberOf(settings, 'Vibrance') / 120)),
  };
}

function evidenceOf({ mean, std, cast, chroma }: Photo): Evidence {
  const at = (z: number): number => Math.min(100, Math.max(0, mean + z * std));
  const stats: RegionStats = { share: 1, luma: { mean, median: mean, p5: at(-1.6), p95: at(1.6), std }, chroma, hue: 60, cast: { a: 0, b: cast } };
  return {
    size: { width: 64, height: 48 }, luma: { mean, median: mean, std, p1: at(-2.3), p5: at(-1.6), p25: at(-0.7), p75: at(0.7), p95: at(1.6), p99: at(2.3) },
    clipping: { shadows: Math.max(0, (std * 2.3 - mean) / 400), highlights: Math.max(0, (mean + 2.3 * std - 100) / 400) },
    colour: { meanChroma: chroma, p95Chroma: 2 * chroma, colourfulness: 4 * chroma, cast: { a: 0, b: cast } }, haze: 15, sharpness: 5, noise: 1, regions: { whole: stats, midtones: stats },
  };
}

function viewOf({ mean, cast }: Photo): Float32Array {
  const view = new Float32Array(VIEW_EDGE * VIEW_EDGE * 3);
  for (let i = 0; i < view.length; i += 3) { view[i] = mean / 100; view[i + 2] = cast / 100; }
  return view;
}

const WISHES: readonly { readonly en: string; readonly zh: string; readonly patch: (photo: Photo) => SettingsPatch }[] = [
  { en: 'make it brighter', zh: '调亮一点', patch: ({ mean }) => ({ Exposure2012: Math.round((65 - mean) / 12 * 20) / 20 }) },
  { en: 'warmer please', zh: '色调暖一些', patch: ({ cast }) => ({ IncrementalTemperature: Math.round((4 - cast) * 6) }) },
  { en: 'more contrast', zh: '增强对比度', patch: ({ std }) => ({ Contrast2012: Math.round((32 - std) * 3) }) },
  { en: 'brighter and more colourful', zh: '亮一点，颜色更鲜艳', patch: ({ mean, chroma }) => ({ Exposure2012: Math.round((60 - mean) / 12 * 20) / 20, Vibrance: Math.round((13 - chroma) * 8) }) },
];

const wishOf = (task: Task): (typeof WISHES)[number] => WISHES.find(({ en, zh }) => en === task.instruction || zh === task.instruction) as (typeof WISHES)[number];

const distance = (a: State, b: State): number => Math.abs(a.evidence.luma.mean - b.evidence.luma.mean) / 8 + Math.abs(a.evidence.luma.std - b.evidence.luma.std) / 4 + Math.abs(a.evidence.colour.cast.b - b.evidence.colour.cast.b) / 1.5 + Math.abs(a.evidence.colour.meanChroma - b.evidence.colour.meanChroma) / 2.5;

export function smallWorld(tasks: Readonly<Record<Split, number>> = { train: 40, test: 24 }): World {
  const list = (split: Split): readonly Task[] => Array.from({ length: tasks[split] }, (_, index) => {
    const locale: Locale = index % 2 === 0 ? 'en' : 'zh';
    const wish = WISHES[(index >> 1) % WISHES.length] as (typeof WISHES)[number];
    return { id: `${split}-${index}`, photo: `${split}-photo-${index % 10}`, instruction: wish[locale], locale, category: 'landscape', subcategory: 'mountain', split };
  });
  const render = (task: Task, settings: DevelopSettings, step: number): State => {
    const [source, now] = [photoOf(task.photo), developed(task.photo, settings)];
    return { task, step, settings, evidence: evidenceOf(now), source: evidenceOf(source), view: viewOf(now), sourceView: viewOf(source) };
  };
  const environment: Environment = {
    tasks: list,
    reset: async (asked) => asked.map((task) => render(task, {}, 0)),
    render: async (asked, settings, steps) => asked.map((task, index) => render(task, settings[index] ?? {}, steps[index] ?? 0)),
    close: async () => {},
  };
  const resultOf = (task: Task): State => render(task, applyPatch({}, wishOf(task).patch(photoOf(task.photo))), 1);
  return {
    environment,
    demonstrate: async (asked) => asked.map((task) => {
      const patch = wishOf(task).patch(photoOf(task.photo));
      return { task, states: [render(task, {}, 0), resultOf(task)], patches: [patch], thoughts: ['…'], ratings: { aesthetics: 5, instruction: 5, by: 'teacher' } };
    }),
    annotate: (result, expert, occasion) => {
      const good = 5 - 4 * (1 - Math.exp(-0.5 * distance(result, expert)));
      const said = (label: string): number => Math.min(5, Math.max(1, Math.round(good + 0.4 * prngOf(3, occasion, label).normal())));
      return { aesthetics: said('aesthetics'), instruction: said('instruction'), by: 'synthetic' };
    },
    originalOf: ({ photo }) => photo,
    judge: { name: 'distance', judge: (task, _, result) => { const mark = 10 * Math.exp(-0.4 * distance(result, resultOf(task))); return { sc: mark, pq: mark }; } },
    about: { photos: 'numbers' },
  };
}
