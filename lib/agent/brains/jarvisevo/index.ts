export { createJarvisEvoBrain, type JarvisEvoOptions } from './brain';
export { createSelfEvaluator, type SelfEvaluatorOptions } from './evaluator';
export { PROMPTS, readPrompts, type Prompts } from './prompts';
