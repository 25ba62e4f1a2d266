export { createOpenAiBrain, type OpenAiBrainOptions } from './brain';
