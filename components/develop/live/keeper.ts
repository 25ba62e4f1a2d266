/** Frames that something stays on the other side after it was last needed: sliders go back and forth. */
const FRAMES = 24;

export type Wire = { readonly keep: (token: number, value: object) => void; readonly drop: (token: number) => void };

/**
 * What was sent to another thread, by token: large data that stays the same from frame to frame crosses once. What no frame needed for a while is
 * dropped on both sides.
 */
export class Keeper {
  readonly #sent = new Map<object, { readonly token: number; until: number }>();
  readonly #wire: Wire;
  #frame = 0;
  #next = 0;

  constructor(wire: Wire) {
    this.#wire = wire;
  }

  /** A frame begins: what the last ones did not need goes. */
  frame(): void {
    this.#frame++;
    for (const [value, { token, until }] of this.#sent) {
      if (until >= this.#frame) continue;
      this.#sent.delete(value);
      this.#wire.drop(token);
    }
  }

  /** The token under which the other side has the value: the same object, the same token. `frames` may be `Infinity`. */
  token(value: object, frames = FRAMES): number {
    const until = this.#frame + frames;
    const known = this.#sent.get(value);
    if (known) {
      known.until = until;
      return known.token;
    }
    const token = this.#next++;
    this.#sent.set(value, { token, until });
    this.#wire.keep(token, value);
    return token;
  }
}
