/** The one way to talk to a model server. */
export { createModelClient } from './client';
export { BrokenOff } from './failure';
export { LIMITS } from './limits';
export { picturePart } from './picture';
export { PRICES, priceLists, priceOf, type PriceList } from './prices';
export type * from './types';
