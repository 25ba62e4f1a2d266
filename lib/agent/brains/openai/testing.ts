import { closeStandIns, standIn, type Reply, type StandIn } from '../../model/testing';
import type { Pixels } from '@/lib/develop/types';
import { measure } from '../../evidence';
import { createModelClient } from '../../model';
import type { BrainContext, BrainOutput, Darkroom, Observation, TakenStep } from '../../types';
import { createOpenAiBrain, type OpenAiBrainOptions } from './brain';

/** Turns of the brain against a stand-in server. Used by tests only. */

export { closeStandIns };

export const pixels: Pixels = { width: 32, height: 24, channels: 3, depth: 8, space: 'srgb', data: Uint8Array.from({ length: 32 * 24 * 3 }, (_, i) => (i * 7) % 256) };
export const observation: Observation = { settings: {}, pixels, evidence: measure(pixels) };
export const darkroom: Darkroom = {
  photo: { width: 320, height: 240 },
  observe: (settings) => Promise.resolve({ ...observation, settings }),
  closer: (_, { width, height }, edge) => {
    const size = { width: Math.max(1, Math.round(Math.min(edge, 320 * width))), height: Math.max(1, Math.round(Math.min(edge, 240 * height))) };
    return Promise.resolve({ ...pixels, ...size, data: new Uint8Array(size.width * size.height * 3).fill(90) });
  },
};
export const context: BrainContext = {
  runId: 'r', instruction: 'warmer please', locale: 'en', settings: {}, stepId: 'root', history: [], maxSteps: 8, seed: 1, reflectBelow: 3,
  source: observation, start: observation, steps: [], current: { stepId: 'root', observation },
};

/** Step `step` as it was taken, with what it set. */
export const taken = (step: number, settings: Observation['settings'], more: Partial<TakenStep> = {}): TakenStep => ({
  step, stepId: `r.${step}`, parentId: step === 1 ? 'root' : `r.${step - 1}`, attempt: 1, thought: `Thought ${step}.`, title: `Title ${step}`, patch: settings, observation: { ...observation, settings }, note: `Note ${step}.`,
  call: { name: 'adjust_light', arguments: JSON.stringify({ title: `Title ${step}`, ...settings }) }, ...more,
});

/** Where a turn stands when nothing else is said: at its last step, else where the run starts. */
const standing = ({ steps = [], start = observation, stepId = 'root' }: Partial<BrainContext>): BrainContext['current'] => {
  const last = steps.at(-1);
  return { stepId: last?.stepId ?? stepId, observation: last?.observation ?? start };
};

export const call = (name: string, args: object | string, text = ''): Reply => ({ text, calls: [{ name, arguments: args }] });

export type Played = { readonly outputs: readonly BrainOutput[]; readonly last: BrainOutput | undefined; readonly server: StandIn };

/** One turn, played out against `replies`. */
export async function turn(replies: readonly Reply[], over: Partial<BrainContext> = {}, { room = darkroom, options = {} }: { readonly room?: Darkroom; readonly options?: OpenAiBrainOptions } = {}): Promise<Played> {
  const server = await standIn(replies);
  const brain = createOpenAiBrain(createModelClient(server.endpoint, { apiKey: 'sk-secret', limits: { retries: 1, backOffMs: 1 } }), options);
  const outputs: BrainOutput[] = [];
  for await (const output of brain.next({ ...context, current: standing(over), ...over }, room, new AbortController().signal)) outputs.push(output);
  return { outputs, last: outputs.at(-1), server };
}

type Sent = { readonly role: string; readonly content: string | null | readonly { readonly type: string; readonly text?: string }[]; readonly tool_calls?: readonly { readonly function: { readonly name: string; readonly arguments: string } }[] };

/** What the server was sent in request `at`. */
export const messagesIn = (server: StandIn, at = 0): readonly Sent[] => (server.requests[at]?.body['messages'] ?? []) as readonly Sent[];
export const functionsIn = (server: StandIn, at = 0): readonly string[] => ((server.requests[at]?.body['tools'] ?? []) as readonly { readonly function: { readonly name: string } }[]).map((tool) => tool.function.name);
export const textIn = (server: StandIn, at = 0): string => messagesIn(server, at).map(({ content }) => (typeof content === 'string' ? content : (content ?? []).map((part) => part.text ?? '').join('\n'))).join('\n');
export const picturesIn = (server: StandIn, at = 0): number => JSON.stringify(messagesIn(server, at)).match(/data:image\/jpeg;base64/g)?.length ?? 0;
