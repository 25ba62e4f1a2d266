export { createOpenAiBrain, type OpenAiBrainConfig } from './brain';
