import type { Address, Arena } from '../kernels/arena';
import type { Module } from '../kernels/loader';
import type { Analysis } from './analysis';
import { AMOUNTS, type AmountName, type Amounts } from './amounts';
import { fromWorking, type Matrix } from './primaries';
import { headroomOf } from './scene';
import type { ColourSpace, Scene } from '../types';

/** Layout of the block that the tone kernel reads, in bytes (`assembly/tone.ts`). */
const AT = { r: 0, g: 4, b: 8, l: 12, base: 16, coarse: 20, fine: 24, veil: 28, low: 32, detail: 36, tables: 40, flags: 44, amounts: 48, gains: 144, air: 160, output: 172, cleared: 208, headroom: 212, blown: 216, end: 220 } as const;

const FLAG = { base: 1, point: 2, clarity: 4, texture: 8, sharpen: 16, dehaze: 32, localBalance: 64, blown: 2048 } as const;

/** Flag for light of the scene, which the base curve brings into range. */
const SCENE = 1024;

/** Flags for an amount that varies over the picture; tools that a table stands in for have their own. */
const VARIES = { any: 128, base: 256, point: 512 } as const;
const TABLES: Readonly<Partial<Record<AmountName, 'base' | 'point'>>> = { highlights: 'base', shadows: 'base', contrast: 'point', whites: 'point', blacks: 'point' };
/** Bytes of the two tables that serve where those amounts do not vary (`toneTables`). */
const TABLES_BYTES = 2 * 20480;

/** Which parts of the tone kernel a picture needs: an amount that is zero everywhere costs nothing. */
export type ToneNeeds = Readonly<Record<keyof typeof FLAG, boolean>>;

export function toneNeeds(used: (name: AmountName) => boolean, local: (name: AmountName) => boolean, blown = 0): ToneNeeds {
  return {
    base: used('highlights') || used('shadows'),
    point: used('contrast') || used('whites') || used('blacks'),
    clarity: used('clarity'),
    texture: used('texture'),
    sharpen: used('sharpness'),
    dehaze: used('dehaze'),
    localBalance: local('temperature') || local('tint'),
    blown: blown > 0 && (used('exposure') || used('highlights')),
  };
}

export type ToneRows = { readonly r: Address; readonly g: Address; readonly b: Address; readonly l: Address; readonly detail: Address; readonly low: Address };
/** Bases of one row; `veil` is consumed and `cleared` is room for as much. */
export type BaseRows = { readonly tone: Address; readonly clarity: Address; readonly texture: Address; readonly veil: Address; readonly cleared: Address };

/** The tone kernel's parameters for one render. */
export class ToneBlock {
  readonly #arena: Arena;
  readonly #kernels: Module['kernels'];
  readonly #block: Address;

  constructor(module: Module, amounts: Amounts, needs: ToneNeeds, { airlight, blown }: Pick<Analysis, 'airlight' | 'blown'>, space: ColourSpace, scene?: Scene) {
    const { arena, kernels } = module;
    this.#arena = arena;
    this.#kernels = kernels;
    this.#block = arena.slot('tone.block', AT.end);
    const constants = arena.slot('tone.amounts', AMOUNTS.length * 16);
    const tables = arena.slot('tone.tables', TABLES_BYTES);
    const f32 = arena.f32;
    AMOUNTS.forEach((name, index) => {
      f32.fill(amounts[name], (constants + index * 16) / 4, (constants + index * 16) / 4 + 4);
      this.amount(name, constants + index * 16, 0);
    });
    const flags = (Object.keys(FLAG) as (keyof typeof FLAG)[]).reduce((sum, name) => sum + (needs[name] ? FLAG[name] : 0), 0);
    this.#word(AT.flags, flags + (scene ? SCENE : 0));
    f32[(this.#block + AT.headroom) / 4] = scene ? kernels.log2(headroomOf(scene)) : 0;
    this.#word(AT.tables, tables);
    if (needs.base || needs.point) kernels.toneTables(tables, constants);
    const gains = this.#block + AT.gains;
    kernels.balanceGains(gains, amounts.temperature, amounts.tint);
    f32[gains / 4 + 3] = Math.max(f32[gains / 4] ?? 1, f32[gains / 4 + 1] ?? 1, f32[gains / 4 + 2] ?? 1);
    f32.set(airlight, (this.#block + AT.air) / 4);
    f32[(this.#block + AT.blown) / 4] = blown;
    const output: Matrix = fromWorking(space);
    f32.set(output, (this.#block + AT.output) / 4);
  }

  #word(offset: number, value: number): void {
    this.#arena.u32[(this.#block + offset) / 4] = value;
  }

  /** Where an amount comes from: a plane of floats (stride 1), or one vector for the whole picture (stride 0). */
  amount(name: AmountName, address: Address, stride: 0 | 1): void {
    const at = AT.amounts + AMOUNTS.indexOf(name) * 8;
    this.#word(at, address);
    this.#word(at + 4, stride);
    if (stride === 0) return;
    const table = TABLES[name];
    this.#word(AT.flags, (this.#arena.u32[(this.#block + AT.flags) / 4] ?? 0) | VARIES.any | (table ? VARIES[table] : 0));
  }

  /** Runs the kernel over one row. */
  run(rows: ToneRows, bases: BaseRows, n: number): void {
    const words = this.#arena.u32, at = this.#block / 4;
    words[at + AT.r / 4] = rows.r;
    words[at + AT.g / 4] = rows.g;
    words[at + AT.b / 4] = rows.b;
    words[at + AT.l / 4] = rows.l;
    words[at + AT.base / 4] = bases.tone;
    words[at + AT.coarse / 4] = bases.clarity;
    words[at + AT.fine / 4] = bases.texture;
    words[at + AT.veil / 4] = bases.veil;
    words[at + AT.cleared / 4] = bases.cleared;
    words[at + AT.low / 4] = rows.low;
    words[at + AT.detail / 4] = rows.detail;
    this.#kernels.toneRow(this.#block, n);
  }
}
