/** The evaluator against people: what they said of changed photos, and a model that foretells it. */
export { type Agreement } from './agreement';
export { fitOpinion, splitByPhoto } from './fit';
export { type OpinionModel, opinionOf, readOpinionModel, shippedOpinionModel } from './model';
export { comparePeople, type PeopleOptions } from './people';
export { type PeopleReport, scatterOf, sectionOf, tableOf } from './report';
export { type HumanSample, humanSamples } from './samples';
export { type Opinion, readOpinions } from './scores';
export { headOf, writePeople } from './write';
