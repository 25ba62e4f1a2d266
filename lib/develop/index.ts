export * from './codecs';
export * from './settings';
export * from './tools';
export type * from './types';
