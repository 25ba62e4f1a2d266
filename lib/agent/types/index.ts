/** The shared types of the agent, by subject. */
export type * from './evidence';
export type * from './intent';
export type * from './darkroom';
export type * from './generation';
export type * from './score';
export type * from './request';
export type * from './events';
export type * from './brain';
