import { z } from 'zod';
import { checkAddress } from '@/lib/agent/address';
import { EMBEDDED, EVOLVED, profileSchema, type Keys, type Profile } from '@/lib/agent/profile';
import { addUsage } from '@/lib/agent/usage';
import type { Config } from '@/lib/config';
import { newId } from '@/lib/store/ids';
import { defaultProfileId, documentIn, findProfile, profilesOf, putProfile, setDefaultProfile, setProfileDeleted, usageSince, type ProfileRow } from '@/lib/store/profiles';
import type { Studio } from './context';
import { currentCheckpoint } from './evolve/training/checkpoints';
import { notFound, StudioError } from './errors';
import { ENDPOINT_PARTS, keptKeys, openKeys, sealKeys } from './model-keys';
import type { Operator } from './operator';
import type { ModelChoices, ModelInput, ModelsView, ModelUsage, ModelView } from './types';

type Room = Pick<Studio, 'store' | 'config'>;
type Model = { readonly id: string; readonly profile: Profile; readonly keys: Keys };

const BUILT_IN = 'embedded';
const EVOLVED_ID = 'evolved';
const ENVIRONMENT = 'environment';

/** What is there without anyone setting it up: the embedded brain, the policy that was trained from it, and the model that the environment names. */
function given({ agent, model, imageModel }: Config): readonly (Model & { readonly source: ModelView['source'] })[] {
  const { maxSteps, reflectBelow } = agent;
  const generator = imageModel && { urls: [imageModel.baseUrl], model: imageModel.model };
  const imageKeys: Keys = imageModel?.apiKey === undefined ? {} : { generator: imageModel.apiKey };
  const embedded = { id: BUILT_IN, source: 'built-in', profile: { ...EMBEDDED, maxSteps, reflectBelow, ...(generator && { generator }) }, keys: imageKeys } as const;
  const evolved = { ...embedded, id: EVOLVED_ID, profile: { ...embedded.profile, ...pickOf(EVOLVED) } } as const;
  if (!model) return [embedded, evolved];
  const profile = profileSchema.parse({ name: model.model.slice(0, 80), brain: 'openai', endpoint: { urls: [model.baseUrl], model: model.model }, maxSteps, reflectBelow, ...(generator && { generator }) });
  return [embedded, evolved, { id: ENVIRONMENT, source: 'environment', profile, keys: { ...imageKeys, ...(model.apiKey !== undefined && { endpoint: model.apiKey }) } }];
}

/** Of what is given, what can be used now: the trained policy only where there is a checkpoint of it. */
async function usable({ store, config }: Room): Promise<ReturnType<typeof given>> {
  const all = given(config);
  return (await currentCheckpoint({ store, config })) ? all : all.filter(({ id }) => id !== EVOLVED_ID);
}

const pickOf = ({ name, brain, evaluator }: Profile) => ({ name, brain, evaluator });

const profileOf = (row: ProfileRow): Profile => profileSchema.parse(documentIn(row));

const gone = () => new StudioError('model-gone', 'The model of this run was deleted meanwhile. Choose another and say it again.');

/** The profile a run works with, with its keys; without an id the studio's default. */
export async function modelFor({ store, config }: Room, id?: string): Promise<Model> {
  const wanted = id ?? (await choices({ store, config })).defaultId;
  const fixed = given(config).find((one) => one.id === wanted);
  if (fixed) return fixed;
  const row = await findProfile(store.db, wanted);
  if (!row) throw gone();
  const keys = openKeys(row, config.secret);
  if (!keys) throw new StudioError('keys-lost', 'The keys of this model cannot be read since SECRET was changed. The operator has to give them again on the settings page.');
  return { id: row.id, profile: profileOf(row), keys };
}

/** The models to choose from, by name: what everyone may see. */
export async function choices({ store, config }: Room): Promise<ModelChoices> {
  const rows = await profilesOf(store.db);
  const models = [...(await usable({ store, config })), ...rows.map((row) => ({ id: row.id, profile: profileOf(row) }))];
  const chosen = await defaultProfileId(store.db);
  // Whoever named a model in the environment means it to be used.
  const defaultId = models.find(({ id }) => id === chosen)?.id ?? models.find(({ id }) => id === ENVIRONMENT)?.id ?? BUILT_IN;
  return { models: models.map(({ id, profile: { name, brain } }) => ({ id, name, brain })), defaultId };
}

const has = (keys: Keys | undefined): ModelView['keys'] => ({ endpoint: keys?.endpoint !== undefined, judge: keys?.judge !== undefined, generator: keys?.generator !== undefined });

function viewOf(row: ProfileRow, config: Config): ModelView {
  const keys = openKeys(row, config.secret);
  return { id: row.id, source: 'operator', profile: profileOf(row), keys: has(keys), keysLost: keys === undefined };
}

const startOfMonth = (now: Date) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth()));

/** All models with what they used this month (UTC). */
export async function openModels({ store, config }: Room, _operator: Operator, now = new Date()): Promise<ModelsView> {
  const since = startOfMonth(now);
  const [rows, { defaultId }, usage, built] = await Promise.all([profilesOf(store.db), choices({ store, config }), usageSince(store.db, since), usable({ store, config })]);
  const models: readonly ModelView[] = [
    ...built.map(({ id, source, profile, keys }) => ({ id, source, profile, keys: has(keys), keysLost: false })),
    ...rows.map((row) => viewOf(row, config)),
  ];
  const shown = new Set(models.map(({ id }) => id));
  const gone = [...usage].filter(([id]) => !shown.has(id)).map(([, one]) => one);
  return {
    models: models.map((model) => ({ ...model, usage: usage.get(model.id) })),
    defaultId,
    since: since.toISOString(),
    ...(gone.length > 0 && { goneUsage: gone.reduce(added) }),
  };
}

const added = (a: ModelUsage, b: ModelUsage): ModelUsage => ({ ...addUsage(a, b), runs: a.runs + b.runs });

// A key goes into a header: what is no visible ASCII cannot be one.
const key = z.string().trim().regex(/^[\x21-\x7e]{1,500}$/, 'Expected a key without spaces').nullable().optional();
const modelInput = z.object({ id: z.string().max(100).optional(), profile: profileSchema, keys: z.object({ endpoint: key, judge: key, generator: key }).default({}) });

/** Reads what the settings page sends, kept keys filled in; refuses addresses that are never asked. */
export async function readModel({ store, config }: Room, _operator: Operator, input: ModelInput): Promise<Model> {
  const { id, profile, keys } = modelInput.parse(input);
  const row = id === undefined ? null : await findProfile(store.db, id);
  if (id !== undefined && !row) throw notFound('model');
  for (const part of ENDPOINT_PARTS) for (const url of profile[part]?.urls ?? []) await checkAddress(url);
  const before = row && { profile: profileOf(row), keys: openKeys(row, config.secret) ?? {} };
  return { id: id ?? newId(), profile, keys: keptKeys(profile, keys, before) };
}

/** Makes a model, or changes one. */
export async function saveModel(room: Room, operator: Operator, input: ModelInput): Promise<ModelView> {
  const { id, profile, keys } = await readModel(room, operator, input);
  return viewOf(await putProfile(room.store.db, id, profile, sealKeys(id, keys, room.config.secret)), room.config);
}

/** A copy under another name, keys included. */
export async function duplicateModel(room: Room, _operator: Operator, id: string, name: string): Promise<ModelView> {
  const { profile, keys } = await modelFor(room, id);
  const copy = newId();
  return viewOf(await putProfile(room.store.db, copy, profileSchema.parse({ ...profile, name }), sealKeys(copy, keys, room.config.secret)), room.config);
}

export async function deleteModel({ store }: Room, _operator: Operator, id: string): Promise<void> {
  if (!(await setProfileDeleted(store.db, id, true))) throw notFound('model');
}

export async function restoreModel({ store }: Room, _operator: Operator, id: string): Promise<void> {
  if (!(await setProfileDeleted(store.db, id, false))) throw notFound('model');
}

export async function makeDefault(room: Room, _operator: Operator, id: string): Promise<void> {
  if (!(await choices(room)).models.some((model) => model.id === id)) throw notFound('model');
  await setDefaultProfile(room.store.db, id);
}
