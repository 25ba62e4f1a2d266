export { type AdjustGoal, type Aim, type WashGoal, aimOf, reached, regionKey, washAim } from './aim';
export { askedOf, confounded } from './confounded';
export { GRAIN } from './asks';
export { type Found, find, skinOf } from './regions';
