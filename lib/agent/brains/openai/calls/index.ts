import { z } from 'zod';
import { readLooseJson } from '@/lib/develop/codecs';
import { patchBetween } from '@/lib/develop/settings';
import type { DevelopSettings, JsonValue, Pixels, SettingsPatch } from '@/lib/develop/types';
import type { Entry } from '../../../context';
import type { Generation, Region } from '../../../types';
import { developFunctions } from '../functions/develop';
import { areas, masksOf, type Ground } from './areas';
import { localPatch } from './local';
import { globalName, unknownName } from './names';
import { lensBlurPatch, pointColourPatch, retouchPatch } from './special';
import { box, listOf, problemOf, whole, words } from './values';

/** What a function call of the model comes to. `problem` is told to the model so that it can mend the call. */
export type Read =
  | { readonly kind: 'plan'; readonly text: string; readonly steps: readonly string[] }
  | { readonly kind: 'step'; readonly title: string; readonly planStep?: number; readonly patch: SettingsPatch; readonly generate?: Generation & { readonly why: string } }
  | { readonly kind: 'closer'; readonly region: Region; readonly why: string }
  | { readonly kind: 'difference'; readonly entry: Entry; readonly why: string }
  | { readonly kind: 'ledger'; readonly from: number; readonly to: number }
  | { readonly kind: 'evaluate' }
  | { readonly kind: 'ask'; readonly question: string; readonly options: readonly string[] }
  | { readonly kind: 'finish'; readonly summary: string; readonly suggestions: readonly string[] }
  | { readonly kind: 'problem'; readonly text: string };

/** What a call is read against. */
export type Scene = {
  readonly settings: DevelopSettings;
  readonly picture: Pixels;
  readonly ground: Ground;
  readonly entries: readonly Entry[];
  /** The step whose generated picture is worked on. */
  readonly madeBy?: string | undefined;
  readonly raw: boolean;
  /** Names of the functions that were offered. */
  readonly offered: ReadonlySet<string>;
};

type Fields = Readonly<Record<string, JsonValue>>;
const isFields = (value: JsonValue): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The longest text of a model that is kept. */
const LONG = 2000;
const TITLE = 120;

const planCall = z.object({ text: words(LONG).default(''), steps: listOf(words(200), 12, 1) });
const finishCall = z.object({ summary: words(LONG), suggestions: listOf(words(200), 20).default([]) });
const askCall = z.object({ question: words(500).pipe(z.string().min(1, 'Expected a question')), options: listOf(words(120), 20).default([]) });
const closerCall = z.object({ box, why: words(TITLE).default('') });
const stepCall = z.object({ step: whole, why: words(TITLE).default('') });
const ledgerCall = z.object({ from: whole, to: whole.optional() });
const generateCall = z.object({ prompt: words(4000).pipe(z.string().min(1, 'Expected a prompt')), why: words(500).pipe(z.string().min(1, 'Say why developing cannot do it')), areas: areas.default([]) });
const common = z.object({ title: words(TITLE).catch(''), plan_step: whole.optional().catch(undefined) });

/** The arguments as JSON, however the model wrote them; undefined where nothing can be made of them. */
export function argumentsOf(json: string): Fields | undefined {
  if (json.trim() === '') return {};
  try {
    const { value } = readLooseJson(json);
    return isFields(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Parameters under the registry's names; a text instead says which cannot be. */
function globalPatch(values: Fields, raw: boolean): SettingsPatch | string {
  const names = Object.keys(values).map((name) => [name, globalName(name, raw)] as const);
  const unknown = names.filter(([, name]) => name === undefined).map(([name]) => unknownName(name, raw));
  if (unknown.length > 0) return `${unknown.slice(0, 4).join('; ')}. Nothing was set`;
  return Object.fromEntries(names.flatMap(([given, name]) => (name === undefined ? [] : [[name, values[given] ?? null]])));
}

/** Reads one call against what it would change. Never throws for what a model wrote: what cannot be read comes back as a problem. */
export async function readCall(name: string, json: string, scene: Scene): Promise<Read> {
  const problem = (text: string): Read => ({ kind: 'problem', text: `${name.slice(0, 40)}: ${text}.`.replace(/\.\.$/, '.') });
  if (!scene.offered.has(name)) return { kind: 'problem', text: `There is no function ${name.slice(0, 40)} now. Functions: ${[...scene.offered].join(', ')}.` };
  const value = argumentsOf(json);
  if (!value) return problem(`the arguments are not JSON that can be read; they begin ${JSON.stringify(json.slice(0, 80))}. Send one JSON object`);
  const parsed = <T>(schema: z.ZodType<T>, use: (read: T) => Read): Read => {
    const read = schema.safeParse(value);
    return read.success ? use(read.data) : problem(problemOf(read.error));
  };
  const { title, plan_step: planStep } = common.parse(value);
  const step = (patch: SettingsPatch | string): Read => (typeof patch === 'string' ? problem(patch) : { kind: 'step', title, ...(planStep !== undefined && { planStep }), patch });
  const { title: _title, plan_step: _planStep, ...values } = value;
  const entryOf = (number: number): Entry | Read => scene.entries.find((entry) => entry.number === number) ?? problem(`there is no step ${number}; steps are ${scene.entries[0]?.number ?? 0} to ${scene.entries.at(-1)?.number ?? 0}`);
  switch (name) {
    case 'plan': return parsed(planCall, (read) => ({ kind: 'plan', ...read }));
    case 'finish': return parsed(finishCall, ({ summary, suggestions }) => ({ kind: 'finish', summary, suggestions: suggestions.slice(0, 3) }));
    case 'ask_user': return parsed(askCall, ({ question, options }) => ({ kind: 'ask', question, options: options.slice(0, 4) }));
    case 'evaluate': return { kind: 'evaluate' };
    case 'look_closer': return parsed(closerCall, ({ box: given, why }) => {
      const [left, top, right, bottom] = given.map((share) => Math.min(1, Math.max(0, share))) as [number, number, number, number];
      return right - left < 0.01 || bottom - top < 0.01 ? problem('the box is smaller than a hundredth of the picture') : { kind: 'closer', region: { x: left, y: top, width: right - left, height: bottom - top }, why };
    });
    case 'compare_with_step': return parsed(stepCall, ({ step: number, why }) => { const entry = entryOf(number); return 'kind' in entry ? entry : { kind: 'difference', entry, why }; });
    case 'read_ledger': return parsed(ledgerCall, ({ from, to = from }) => ({ kind: 'ledger', from, to }));
    case 'go_to_step': return parsed(stepCall, ({ step: number }) => {
      const entry = entryOf(number);
      if ('kind' in entry) return entry;
      return entry.madeBy === scene.madeBy ? step(patchBetween(scene.settings, entry.settings)) : problem(`step ${number} lies on another picture than the one that is worked on now: its settings would not give its picture. The user can go back to it`);
    });
    case 'adjust_area': return step(await localPatch(values, title, scene.settings, scene.ground));
    case 'retouch': return step(retouchPatch(values, scene.settings, scene.ground.placing));
    case 'lens_blur': return step(await lensBlurPatch(values, scene.ground));
    case 'adjust_point_colour': return step(pointColourPatch(values, scene.settings, scene.picture));
    case 'generate': {
      const read = generateCall.safeParse(values);
      if (!read.success) return problem(problemOf(read.error));
      const { prompt, why, areas: where } = read.data;
      const masks = await masksOf(where, scene.ground);
      return typeof masks === 'string' ? problem(masks) : { kind: 'step', title, ...(planStep !== undefined && { planStep }), patch: {}, generate: { prompt, why, ...(masks.length > 0 && { masks }) } };
    }
    default: {
      if (Object.keys(values).length === 0) return problem(`no parameter was given. It takes ${Object.keys(developFunctions(scene.raw).find((one) => one.name === name)?.parameters['properties'] as Fields).slice(2, 8).join(', ')} …`);
      return step(globalPatch(values, scene.raw));
    }
  }
}
