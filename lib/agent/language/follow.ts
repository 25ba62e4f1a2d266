import type { Attribute, FollowUp, Intent, Turn } from '@/lib/agent/types';
import type { DevelopSettings } from '@/lib/develop/types';
import type { Reading } from './reading';
import { TOOL_OF } from './tables/sliders';

/** Attributes that a photo has none of until somebody adds them. */
export const ADDED: ReadonlySet<Attribute> = new Set<Attribute>(['grain', 'vignette', 'fade', 'softness', 'monochrome']);

/** "A bit less", "much more": how far the last change goes this time. 0 would be none of it, 1 the same. */
export function scaleFactor(direction: 1 | -1, degree: number | undefined): number {
  const amount = degree ?? 0.5;
  const factor = direction === 1 ? 1 + amount : 1 - 0.75 * amount;
  return Math.round(factor * 100) / 100;
}

const isOn = (settings: DevelopSettings | undefined, tool: string): boolean => {
  const value = settings?.[tool];
  return value === true || (typeof value === 'number' && value !== 0);
};

/** Whether an earlier turn put this attribute into the picture. */
export function wasMade(attribute: Attribute, history: readonly Turn[], earlier: Intent | undefined): boolean {
  const tool = attribute === 'monochrome' ? 'ConvertToGrayscale' : TOOL_OF[attribute]?.tool;
  if (tool !== undefined && isOn(history.at(-1)?.after, tool)) return true;
  return earlier?.goals.some((goal) => goal.kind === 'adjust' && goal.attribute === attribute && goal.direction === 1) ?? false;
}

/** What an undo word refers to. */
export function undoOf(reading: Reading, earlier: Intent | undefined): FollowUp | undefined {
  const undo = reading.segment.found.flatMap((item) => (item.atom.tag === 'undo' ? [item.atom.what] : []));
  if (undo.length === 0) return undefined;
  const { source } = reading;
  const [region] = reading.regions;
  if (region !== undefined && region.kind !== 'whole' && reading.head === undefined) return { kind: 'undo-region', region, source };
  if (undo.includes('all') || (undo.includes('named') && reading.flags.has('whole'))) return { kind: 'undo', what: 'all', source };
  const attribute = reading.head?.ask[0]?.[0];
  const zone = reading.zones.find((name) => name !== 'midtones');
  if (attribute !== undefined) return { kind: 'undo', what: zone !== undefined && attribute === 'brightness' ? zone : attribute, source };
  if (zone !== undefined) return { kind: 'undo', what: zone, source };
  if (reading.style === 'black-white') return { kind: 'undo', what: 'monochrome', source };
  if (reading.style !== undefined || (reading.flags.has('look') && (earlier?.styles.length ?? 1) > 0)) return { kind: 'undo', what: 'style', source };
  return { kind: 'undo', what: 'last', source };
}
