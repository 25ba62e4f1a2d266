import type { Config } from '@/lib/config';
import type { Renderer } from '@/lib/imaging';
import type { SingleFlight } from '@/lib/imaging/single-flight';
import type { Store } from '@/lib/store/store';
import type { Attempts } from './attempts';
import type { BatchManager } from './batch/manager';
import type { PairOrders } from './evolve/orders';
import type { Trainer } from './evolve/training/trainer';
import type { RunManager } from './run-manager';

/** What every use case works with. */
export type Studio = {
  readonly config: Config;
  readonly store: Store;
  readonly renderer: Renderer;
  readonly runs: RunManager;
  readonly batches: BatchManager;
  readonly orders: PairOrders;
  readonly trainer: Trainer;
  /** Wrong operator keys of late. */
  readonly signIns: Attempts;
  /** Passwords tried on links of late: by link and address, and by link. */
  readonly unlocks: { readonly each: Attempts; readonly link: Attempts };
  /** Renders that are being made now. */
  readonly flights: SingleFlight<Buffer>;
  /** Names the version of the engine, so that cached renders of another one are never served. */
  readonly engineTag: string;
};
