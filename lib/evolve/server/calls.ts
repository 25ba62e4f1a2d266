import { orderOf, type Fields } from '@/lib/agent/brains/jarvisevo/call';
import { developed } from '@/lib/agent/brains/jarvisevo/document';
import { type Tagged, TagReader } from '@/lib/agent/brains/jarvisevo/tags';
import { readSettings, SettingsFileError } from '@/lib/develop/codecs';
import { normalise } from '@/lib/develop/settings';
import type { DevelopSettings } from '@/lib/develop/types';
import { type Item, ServerError } from './messages';
import type { ServedPhoto } from './photos';

/** What an item's calls come to, and how well they were made: both rewards are the paper's, 0..1. */
export type Understood = {
  readonly settings: DevelopSettings;
  /** Each answer has the protocol's form: a thought, then one call (or, at the end, a score). Calls without tags are judged by their JSON alone. */
  readonly format: number;
  /** Share of the parameters that exist, have a value of their kind, and lie in range. */
  readonly tool: number;
  /** For the model, in English. */
  readonly remarks: readonly string[];
};

const tagged = (text: string): Tagged => {
  const reader = new TagReader();
  reader.take(text);
  reader.end();
  return reader.read;
};

const HAS_TAGS = /<(tool_call|think|answer)>/;
/** An answer of the protocol, and nothing beside it. */
const wellFormed = (text: string): boolean => /^\s*(<state>\s*(processing|finished)\s*<\/state>\s*)?<think>[\s\S]+?<\/think>\s*(<tool_call>[\s\S]+?<\/tool_call>|<answer>[\s\S]+?<\/answer>)\s*$/.test(text);

/** @throws {ServerError} an item that holds no settings at all */
export function understood(item: Item, photo: ServedPhoto): Understood {
  if (item.settings !== undefined) return whole(item.settings, photo);
  let forms = 0;
  const calls: Fields[] = [];
  const remarks: string[] = [];
  const texts = item.calls ?? [];
  for (const call of texts) {
    if (typeof call !== 'string') {
      forms++;
      calls.push(call);
      continue;
    }
    const hasTags = HAS_TAGS.test(call);
    const read = tagged(call);
    const isScore = hasTags && read.calls.length === 0 && read.answer !== undefined;
    const order = isScore ? ({ kind: 'none' } as const) : orderOf(read);
    if (order.kind === 'settings') calls.push(order.fields);
    else if (order.kind === 'problem') remarks.push(order.text);
    if ((hasTags ? wellFormed(call) : order.kind === 'settings') && order.kind !== 'problem') forms++;
  }
  const { settings, remarks: said } = developed({}, calls, { raw: photo.info.raw !== undefined });
  return { settings, format: texts.length === 0 ? 0 : forms / texts.length, tool: toolsIn(calls), remarks: [...remarks, ...said] };
}

/** One document instead of calls. */
function whole(document: string | Fields, photo: ServedPhoto): Understood {
  if (typeof document !== 'string') {
    const { settings, issues } = normalise(document);
    return { settings, format: 1, tool: toolsIn([document]), remarks: issues.map(({ message }) => message) };
  }
  try {
    const { stated, issues } = readSettings(document, photo.info);
    const wrong = issues.filter(({ kind }) => kind === 'unknown' || kind === 'invalid' || kind === 'clamped').length;
    return { settings: normalise(stated).settings, format: 1, tool: 1 - wrong / Math.max(1, Object.keys(stated).length + wrong), remarks: issues.map(({ message }) => message) };
  } catch (error) {
    if (error instanceof SettingsFileError) throw new ServerError(422, 'settings-unreadable', error.message);
    throw error;
  }
}

function toolsIn(calls: readonly Fields[]): number {
  let [named, wrong] = [0, 0];
  for (const call of calls) {
    const names = new Set(normalise(call, { localUnits: 'slider' }).issues.filter(({ kind }) => kind !== 'unrendered' && kind !== 'translated').map(({ name }) => name));
    named += Math.max(Object.keys(call).length, names.size);
    wrong += names.size;
  }
  return named === 0 ? 0 : Math.max(0, 1 - wrong / named);
}
