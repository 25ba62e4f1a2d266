/** A byte address in the module's memory. */
export type Address = number;

const PAGE = 65536;
const ALIGN = 16;

/**
 * Lays out one wasm memory in named slots. A slot keeps its address until it has to grow, so nothing is allocated while pixels flow.
 * Memory only ever grows; sizes round up by an eighth so that slowly growing requests do not leave a trail of dead slots.
 */
export class Arena {
  readonly #memory: WebAssembly.Memory;
  readonly #slots = new Map<string, { readonly address: Address; readonly bytes: number }>();
  readonly #contents = new Map<string, { readonly address: Address; readonly key: string }>();
  readonly #held = new Map<string, string>();
  #top: number;
  #u8: Uint8Array<ArrayBuffer>;
  #f32: Float32Array<ArrayBuffer>;
  #u32: Uint32Array<ArrayBuffer>;

  constructor(memory: WebAssembly.Memory, base: Address) {
    this.#memory = memory;
    this.#top = Math.ceil(base / ALIGN) * ALIGN;
    this.#u8 = new Uint8Array(memory.buffer as ArrayBuffer);
    this.#f32 = new Float32Array(memory.buffer as ArrayBuffer);
    this.#u32 = new Uint32Array(memory.buffer as ArrayBuffer);
  }

  /** Address of the slot `name`, at least `bytes` long, 16-byte aligned. Contents survive until the slot grows. */
  slot(name: string, bytes: number): Address {
    const known = this.#slots.get(name);
    if (known && known.bytes >= bytes) return known.address;
    const size = Math.ceil((known ? bytes * 1.125 : bytes) / ALIGN) * ALIGN;
    const address = this.#top;
    // One more vector, because kernels work on whole vectors and may touch what follows the last element.
    const end = address + size + ALIGN;
    const short = end - this.#memory.buffer.byteLength;
    if (short > 0) this.#memory.grow(Math.ceil(short / PAGE));
    this.#top = end;
    this.#slots.set(name, { address, bytes: size });
    return address;
  }

  /** The slot `name` with contents that many calls share: `write` fills it unless it still holds what `id` names. Without an id it is filled each time. */
  hold(name: string, bytes: number, id: string | undefined, write: (address: Address) => void): Address {
    const address = this.slot(name, bytes);
    const content = id === undefined ? undefined : `${address} ${id}`;
    if (content !== undefined && this.#held.get(name) === content) return address;
    this.#held.delete(name);
    write(address);
    if (content !== undefined) this.#held.set(name, content);
    return address;
  }

  /** A slot that `fill` writes, unless what it holds was written under the same `key`. Nobody else may write to it. */
  filled(name: string, key: string, bytes: number, fill: (address: Address) => void): Address {
    const address = this.slot(name, bytes);
    const held = this.#contents.get(name);
    if (held?.address === address && held.key === key) return address;
    fill(address);
    this.#contents.set(name, { address, key });
    return address;
  }

  /** Bytes of wasm memory held. */
  get bytes(): number {
    return this.#memory.buffer.byteLength;
  }

  // A view of memory that has grown is detached and has no length. Asking the memory itself for its buffer costs more than a row's bookkeeping.

  /** The whole memory as bytes. Do not keep it: growing the memory detaches it. */
  get u8(): Uint8Array<ArrayBuffer> {
    if (this.#u8.length === 0) this.#u8 = new Uint8Array(this.#memory.buffer as ArrayBuffer);
    return this.#u8;
  }

  /** The whole memory as floats (index = address / 4). Do not keep it. */
  get f32(): Float32Array<ArrayBuffer> {
    if (this.#f32.length === 0) this.#f32 = new Float32Array(this.#memory.buffer as ArrayBuffer);
    return this.#f32;
  }

  /** The whole memory as words (index = address / 4). Do not keep it. */
  get u32(): Uint32Array<ArrayBuffer> {
    if (this.#u32.length === 0) this.#u32 = new Uint32Array(this.#memory.buffer as ArrayBuffer);
    return this.#u32;
  }

  /** A view of `length` floats at `address`, valid until the memory grows. */
  floats(address: Address, length: number): Float32Array<ArrayBuffer> {
    return new Float32Array(this.#memory.buffer as ArrayBuffer, address, length);
  }
}
