export { createBaseMaker, type BaseMakerDeps } from './maker';
export { folderShelf } from './folder';
export type { Base, Shelf } from './shelf';
export { sourceOf } from './source';
