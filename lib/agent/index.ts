/** The agent's public names. */
export { createEmbeddedBrain } from './brains/embedded';
export { createOpenAiBrain, type OpenAiBrainOptions } from './brains/openai';
export { createDarkroom } from './darkroom';
export { pixelHash } from './attempt';
export { AgentError } from './errors';
export { createEmbeddedEvaluator } from './evaluator';
export { measure } from './evidence';
export { STYLES, suggest, understand } from './language';
export { resume, run, type RunDeps } from './loop';
export * from './trajectory';
export type * from './types';
