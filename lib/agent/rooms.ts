import type { DevelopSettings, JsonValue, Pixels } from '@/lib/develop/types';
import type { BaseMaker, Darkroom, Observation, Region, Thing } from './types';

/** The darkroom that a run works in: the photo's, and after a generation that of the new base. What was looked for is looked for in every one. */
export class Rooms implements Darkroom {
  #now: Darkroom;
  readonly #first: { readonly room: Darkroom; readonly base: string | undefined };
  /** The base that is worked on; undefined: the one that the run began with. */
  #base: string | undefined;
  readonly #bases: BaseMaker | undefined;
  readonly #sought = new Set<Thing>();
  #pointed: readonly JsonValue[] | undefined;
  readonly closer?: (settings: DevelopSettings, region: Region, longEdge: number, signal?: AbortSignal) => Promise<Pixels>;
  readonly probe?: (settings: DevelopSettings, signal?: AbortSignal) => Promise<Observation>;
  readonly see?: (things: readonly Thing[], pointed?: readonly JsonValue[]) => void;
  readonly find?: NonNullable<Darkroom['find']>;
  readonly cover?: NonNullable<Darkroom['cover']>;
  readonly spots?: NonNullable<Darkroom['spots']>;

  constructor(first: Darkroom, bases?: BaseMaker, base?: string) {
    this.#now = first;
    this.#first = { room: first, base };
    this.#bases = bases;
    this.#base = base;
    // All darkrooms of one host can do the same.
    if (first.closer) this.closer = async (settings, region, longEdge, signal) => this.#able('closer')(settings, region, longEdge, signal);
    if (first.probe) this.probe = async (settings, signal) => this.#able('probe')(settings, signal);
    if (first.find) this.find = async (keys, signal) => this.#able('find')(keys, signal);
    if (first.cover) this.cover = async (masks, signal) => this.#able('cover')(masks, signal);
    if (first.spots) this.spots = async (kinds, signal) => this.#able('spots')(kinds, signal);
    if (first.see) {
      this.see = (things, pointed) => {
        if (pointed) this.#pointed = pointed;
        for (const thing of things) this.#sought.add(thing);
        this.#now.see?.(things, pointed);
      };
    }
  }

  get photo(): Darkroom['photo'] {
    return this.#now.photo;
  }

  get facts(): Darkroom['facts'] {
    return this.#now.facts;
  }

  get base(): string | undefined {
    return this.#base;
  }

  observe(settings: DevelopSettings, signal?: AbortSignal): Promise<Observation> {
    return this.#now.observe(settings, signal);
  }

  /** Goes on with another base; undefined: the photo. */
  async enter(base: string | undefined): Promise<void> {
    if (base === this.#base) return;
    if (base === this.#first.base) this.#now = this.#first.room;
    else if (base !== undefined && this.#bases) this.#now = await this.#bases.open(base);
    else return;
    this.#base = base;
    if (this.#sought.size > 0) this.#now.see?.([...this.#sought], this.#pointed);
  }

  #able<K extends 'closer' | 'probe' | 'find' | 'cover' | 'spots'>(name: K): NonNullable<Darkroom[K]> {
    const method = this.#now[name];
    if (!method) throw new Error(`Expected every darkroom of a run to have "${name}" but one has not`);
    return method.bind(this.#now) as NonNullable<Darkroom[K]>;
  }
}
