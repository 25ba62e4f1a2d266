import { jsonFields, readLooseObjects } from '@/lib/develop/codecs';
import { CORRECTIONS } from '@/lib/develop/settings';
import { toolOf } from '@/lib/develop/tools';
import type { JsonValue } from '@/lib/develop/types';
import { messageOf } from '../../errors';
import { saysAigc } from './protocol';
import type { Tagged } from './tags';

export type Fields = Readonly<Record<string, JsonValue>>;

/** What an answer asks for. `problem` is for the model, to mend its answer by. */
export type Order = { readonly kind: 'settings'; readonly fields: Fields } | { readonly kind: 'aigc' } | { readonly kind: 'problem'; readonly text: string } | { readonly kind: 'none' };

/** Local corrections in one call, and points or places in any other list: a few are retouching, thousands are a render that does not end. */
const MOST_CORRECTIONS = 16, MOST_ITEMS = 64;

const isFields = (value: JsonValue | undefined): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const list = (value: JsonValue | undefined): readonly JsonValue[] => (Array.isArray(value) ? (value as readonly JsonValue[]) : []);

/** Wrappings that models put around parameters out of habit. */
const WRAPPERS = ['arguments', 'parameters', 'params', 'settings', 'tool_call', 'adjustments', 'develop_settings'];
const known = (name: string): boolean => toolOf(name.replace(/^crs:/, ''))?.scope === 'global' || name.replace(/^crs:/, '') === CORRECTIONS;

function unwrapped(value: Fields, depth = 0): Fields {
  if (depth > 3 || Object.keys(value).some(known)) return value;
  const inner = WRAPPERS.map((name) => value[name]).find(isFields);
  return inner ? unwrapped(inner, depth + 1) : value;
}

/** Image masks without their kind, as some answers have them, with it. */
function spelledMask(mask: JsonValue): JsonValue {
  if (!isFields(mask)) return mask;
  return mask['What'] === undefined && mask['MaskSubType'] !== undefined ? { What: 'Mask/Image', ...mask } : mask;
}

const spelledCorrection = (correction: JsonValue): JsonValue => {
  if (!isFields(correction)) return correction;
  const masks = correction['CorrectionMasks'];
  return { ...correction, CorrectionMasks: (isFields(masks) ? [masks] : list(masks)).map(spelledMask) };
};

/** The objects of one answer as one call: later values hold, corrections add up. */
function asOne(all: readonly Fields[]): Fields {
  const corrections = all.flatMap((fields) => { const given = fields[CORRECTIONS]; return isFields(given) ? [given] : list(given); });
  return { ...Object.assign({}, ...all), ...(corrections.length > 0 && { [CORRECTIONS]: corrections.map(spelledCorrection) }) };
}

/** Reads what an answer asks for: what stands between its tags, else what stands outside of them if that looks like a call. */
export function orderOf({ calls, outside }: Pick<Tagged, 'calls' | 'outside'>): Order {
  const texts = calls.length > 0 ? calls : /[{｛]/.test(outside) || saysAigc(outside) ? [outside] : [];
  if (texts.length === 0) return { kind: 'none' };
  if (texts.some(saysAigc)) return { kind: 'aigc' };
  const objects: Fields[] = [];
  try {
    for (const { value } of texts.flatMap((text) => readLooseObjects(text))) objects.push(...(isFields(value) ? [value] : list(value).filter(isFields)));
  } catch (error) {
    return { kind: 'problem', text: `The tool call could not be read. ${messageOf(error)}` };
  }
  const fields = asOne(objects.map((value) => jsonFields(unwrapped(value)).fields));
  if (Object.keys(fields).length === 0) return { kind: 'problem', text: 'The tool call holds no parameters.' };
  const long = Object.entries(fields).find(([name, value]) => list(value).length > (name === CORRECTIONS ? MOST_CORRECTIONS : MOST_ITEMS));
  return long ? { kind: 'problem', text: `${long[0]} has ${list(long[1]).length} items, far more than a photo needs. Use at most ${long[0] === CORRECTIONS ? MOST_CORRECTIONS : MOST_ITEMS}.` } : { kind: 'settings', fields };
}

/** The score of a final answer, 1..5: as published, else as models put it. */
export function scoreIn({ answer, think, outside }: Tagged): number | undefined {
  const text = answer ?? (/assessment score/i.test(outside) ? outside : /assessment score/i.test(think) ? think : undefined);
  if (text === undefined) return undefined;
  const found = /(?:assessment\s+score|score|评分|总分|得分)\D{0,12}(\d+(?:\.\d+)?)(?:\s*\/\s*(\d+))?/i.exec(text) ?? /(\d+(?:\.\d+)?)(?:\s*\/\s*(\d+))?/.exec(text);
  if (!found) return undefined;
  const value = Number(found[1]);
  // The published reflection prompt asks for ten points in one place and five in another.
  const of = found[2] ? Number(found[2]) : value > 5 ? 10 : 5;
  const score = (value * 5) / of;
  return score >= 0 && score <= 5 ? Math.round(Math.max(1, score) * 100) / 100 : undefined;
}
