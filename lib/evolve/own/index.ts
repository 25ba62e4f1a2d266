export { corrected, correctionsOf } from './demonstrations';
export { keysOf, NOTHING, ownSchema, type Judgement, type Own, type OwnPicture } from './judgements';
export { countsOf, KINDS, total, WORTH, type Counts, type JudgementKind } from './kinds';
export { openOwn, type OwnResult, type OwnRoom } from './results';
export { asRated, expectationOf, scoresOf } from './scores';
export { ownStanding, type Agrees, type Goes } from './standing';
