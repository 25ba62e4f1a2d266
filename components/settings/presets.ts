import type { Profile } from '@/lib/agent/profile';
import { draftOf, type Draft } from './draft';

/** Servers that people have, with what a profile for them starts from. Names are the makers' own. */
export type Preset = {
  readonly id: string;
  readonly label: string;
  readonly brain: 'openai' | 'jarvisevo';
  readonly url: string;
  readonly model: string;
  /** Servers on one's own machine mostly need none. */
  readonly needsKey: boolean;
  /** An image model behind the same address. */
  readonly imageModel?: string;
  /** The default where it is absent. */
  readonly imageEdge?: number;
};

export const PRESETS: readonly Preset[] = [
  { id: 'openai', label: 'OpenAI', brain: 'openai', url: 'https://api.openai.com/v1', model: 'gpt-4.1', needsKey: true, imageModel: 'gpt-image-1' },
  { id: 'gemini', label: 'Google Gemini', brain: 'openai', url: 'https://generativelanguage.googleapis.com/v1beta/openai', model: 'gemini-2.5-pro', needsKey: true },
  { id: 'openrouter', label: 'OpenRouter', brain: 'openai', url: 'https://openrouter.ai/api/v1', model: 'qwen/qwen2.5-vl-72b-instruct', needsKey: true },
  { id: 'ollama', label: 'Ollama', brain: 'openai', url: 'http://localhost:11434/v1', model: 'qwen2.5vl', needsKey: false, imageEdge: 768 },
  { id: 'lmstudio', label: 'LM Studio', brain: 'openai', url: 'http://localhost:1234/v1', model: 'qwen2.5-vl-7b-instruct', needsKey: false, imageEdge: 768 },
  { id: 'vllm', label: 'vLLM', brain: 'openai', url: 'http://localhost:8000/v1', model: 'Qwen/Qwen2.5-VL-7B-Instruct', needsKey: false },
  { id: 'jarvisevo', label: 'JarvisEvo · vLLM', brain: 'jarvisevo', url: 'http://localhost:8000/v1', model: 'JarvisEvo', needsKey: false },
];

/** What every new profile starts from; the numbers are `profileSchema`'s defaults. */
const BASE: Profile = {
  name: '', brain: 'openai', evaluator: 'embedded', generation: 'ask', imageEdge: 1024, recentImages: 3, textOnly: false, reflectBelow: 3, rounds: 1, maxSteps: 12, limits: {},
};

export function draftFor(preset: Preset | undefined): Draft {
  if (!preset) return draftOf(BASE);
  const { label, brain, url, model, imageEdge = BASE.imageEdge } = preset;
  return draftOf({ ...BASE, name: label, brain, endpoint: { urls: [url], model }, imageEdge, evaluator: brain === 'jarvisevo' ? 'self' : 'embedded' });
}

/** The preset whose server an address is. */
export function presetAt(urls: string): Preset | undefined {
  const [first] = urls.trim().split(/\s+/);
  return first ? PRESETS.find(({ url }) => new URL(url).host === (URL.canParse(first) ? new URL(first).host : '')) : undefined;
}
