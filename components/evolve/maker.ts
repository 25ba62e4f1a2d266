import type { MakerView } from '@/lib/studio/evolve/types';

/** What a maker of results is called: its name, and its model or checkpoint where the name does not say it. */
export function makerName({ name, model, checkpoint }: MakerView, unknown: string): string {
  const more = [model, checkpoint].filter((word) => word !== '' && !name.includes(word));
  return [name === '' ? unknown : name, ...more].join(' · ');
}
