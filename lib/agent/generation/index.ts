export { createBaseMaker, type BaseMakerDeps } from './maker';
export type { Base, Shelf } from './shelf';
