/**
 * What a model is told of a run, in bounded space: pictures by a budget, steps as a ledger that folds, turns of the conversation that fold,
 * measurements and settings as short texts, foreign text as data. Used by every brain that asks a model.
 */
export { conversationText } from './conversation';
export { asData, clipped, DATA_RULE } from './data';
export { describe, differences, recognised, summary } from './evidence-text';
export { bestOf, currentOf, effectOf, entriesOf, fold, line, measuredScore, unfold, type Entry } from './ledger';
export { pictureBudget, type PictureBudget } from './pictures';
export { changesText, correctionText, settingsText } from './settings-text';
