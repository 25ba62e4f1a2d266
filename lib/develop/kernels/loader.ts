import type * as Assembly from './assembly/index';
import { Arena } from './arena';

/** The functions of the compiled module. `usize` and numbers are JavaScript numbers. */
export type KernelExports = { readonly [K in keyof typeof Assembly]: (typeof Assembly)[K] };

