/**
 * The membrane of seamless cloning: inside an area, the function without tension that meets given values around it, Δf = 0 (Pérez, Gangnet & Blake 2003,
 * "Poisson Image Editing", eq. 4: what is added to the source so that it meets the target). Solved from a coarse grid to the fine one, with
 * successive over-relaxation on each.
 */

export const IGNORED = 0, KNOWN = 1, WANTED = 2;

/** A grid of `channels` values per cell and what each cell is. */
export type Membrane = { readonly columns: number; readonly rows: number; readonly channels: number; readonly state: Uint8Array; readonly values: Float32Array };

const SWEEPS = 24;
const OVER = 1.7;

/** Fills the wanted cells in place. Where nothing is known they are zero. */
export function relax(membrane: Membrane): void {
  const { columns, rows, channels, state, values } = membrane;
  const wanted: number[] = [];
  for (let at = 0; at < state.length; at++) if (state[at] === WANTED) wanted.push(at);
  if (wanted.length === 0) return;
  if (columns > 2 || rows > 2) {
    const coarse = halved(membrane);
    relax(coarse);
    for (const at of wanted) {
      const from = ((Math.floor(at / columns) >> 1) * coarse.columns + ((at % columns) >> 1)) * channels;
      for (let c = 0; c < channels; c++) values[at * channels + c] = coarse.values[from + c] ?? 0;
    }
  }
  const open = (at: number): number => (at >= 0 && at < state.length && state[at] !== IGNORED ? at : -1);
  const around = Int32Array.from(wanted.flatMap((at) => [at % columns > 0 ? open(at - 1) : -1, at % columns < columns - 1 ? open(at + 1) : -1, open(at - columns), open(at + columns)]));
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (let n = 0; n < wanted.length; n++) {
      const k = sweep % 2 === 0 ? n : wanted.length - 1 - n;
      const at = (wanted[k] ?? 0) * channels;
      for (let c = 0; c < channels; c++) {
        let sum = 0, count = 0;
        for (let side = 0; side < 4; side++) {
          const next = around[4 * k + side] ?? -1;
          if (next < 0) continue;
          sum += values[next * channels + c] ?? 0;
          count++;
        }
        const here = values[at + c] ?? 0;
        if (count > 0) values[at + c] = here + OVER * (sum / count - here);
      }
    }
  }
}

/** Half the cells each way: known where any of the four is, their mean. */
function halved({ columns, rows, channels, state, values }: Membrane): Membrane {
  const half: Membrane = { columns: Math.ceil(columns / 2), rows: Math.ceil(rows / 2), channels, state: new Uint8Array(Math.ceil(columns / 2) * Math.ceil(rows / 2)), values: new Float32Array(Math.ceil(columns / 2) * Math.ceil(rows / 2) * channels) };
  for (let y = 0; y < half.rows; y++) {
    for (let x = 0; x < half.columns; x++) {
      const to = y * half.columns + x;
      let known = 0;
      let some = false;
      for (let k = 0; k < 4; k++) {
        const sx = 2 * x + (k & 1), sy = 2 * y + (k >> 1);
        if (sx >= columns || sy >= rows) continue;
        const from = sy * columns + sx;
        if (state[from] === WANTED) some = true;
        if (state[from] !== KNOWN) continue;
        known++;
        for (let c = 0; c < channels; c++) half.values[to * channels + c] = (half.values[to * channels + c] ?? 0) + (values[from * channels + c] ?? 0);
      }
      half.state[to] = known > 0 ? KNOWN : some ? WANTED : IGNORED;
      for (let c = 0; c < channels && known > 0; c++) half.values[to * channels + c] = (half.values[to * channels + c] ?? 0) / known;
    }
  }
  return half;
}
