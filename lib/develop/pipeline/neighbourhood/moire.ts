import { numberOf } from '../../settings';
import { gaussian } from '../gaussian';
import { pitchOf } from '../planes';
import { Expansion, factorFor, SLACK } from './shrinkage';
import { addressIn, amountRows, grown, type Stage, type StageContext, type StageTool } from './stage';

/** Px of the full photo: cells that activity and mean colours are measured in; how far both are looked for; how fine a pattern counts as busy. */
const CELL = 4;
const BUSY_SIGMA = 8;
const COLOUR_SIGMA = 12;
const FINE = 1.5;
/** Activity, in √light, at which luma begins to be busy and at which it is. */
const BUSY_FROM = 0.012;
const BUSY_TO = 0.035;
const MOST_TAPS = 8;

export const moire: StageTool = {
  reads: ['MoireFilter'],
  amounts: ['moire'],
  isIdentity: (settings) => numberOf(settings, 'MoireFilter') === 0,
  stage: ({ module, scale }: StageContext): Stage => {
    const { arena, kernels } = module;
    const factor = factorFor(CELL * scale), fine = Math.max(1, Math.round(FINE * scale));
    const near = gaussian(module, 'moire.busy', (BUSY_SIGMA * scale) / factor, MOST_TAPS), wide = gaussian(module, 'moire.colour', (COLOUR_SIGMA * scale) / factor, MOST_TAPS);
    return {
      works: 'chroma',
      halo: (near.radius + wide.radius + 3) * factor + fine,
      run: (tile, area) => {
        const cells = { x0: Math.floor(area.x0 / factor) - 2, y0: Math.floor(area.y0 / factor) - 1, x1: Math.floor((area.x1 - 1) / factor) + 3, y1: Math.floor((area.y1 - 1) / factor) + 2 };
        const reached = grown(cells, wide.radius), rect = grown(reached, near.radius);
        const width = rect.x1 - rect.x0, height = rect.y1 - rect.y0, pitch = pitchOf(width + SLACK);
        const [busy, u, v, across] = ['busy', 'u', 'v', 'across'].map((name) => arena.slot(`moire.${name}`, pitch * height)) as [number, number, number, number];
        const line = arena.slot('moire.line', (width + SLACK) * factor * 4);
        const at = (plane: number, x: number, y: number) => addressIn({ rect, pitch }, plane, x, y);
        /** Blurs a plane of cells; it is right in `to` afterwards. */
        const spread = (plane: number, { radius, weights }: typeof near, to: typeof rect) => {
          const n = to.x1 - to.x0;
          if (radius === 0) return;
          for (let y = to.y0 - radius; y < to.y1 + radius; y++) kernels.blurRow(at(across, to.x0, y), at(plane, to.x0, y), 4, weights, radius, n);
          for (let y = to.y0; y < to.y1; y++) kernels.blurRow(at(plane, to.x0, y), at(across, to.x0, y), pitch, weights, radius, n);
        };

        const active = arena.slot('moire.active', tile.pitch * factor);
        for (let y = rect.y0; y < rect.y1; y++) {
          for (let row = 0; row < factor; row++) kernels.activityRow(active + row * tile.pitch, addressIn(tile, tile.y, rect.x0 * factor, y * factor + row), tile.pitch, fine, width * factor);
          kernels.reduceRow(at(busy, rect.x0, y), active, tile.pitch, factor, width, line);
          for (const [cell, plane] of [[u, tile.u], [v, tile.v]] as const) kernels.reduceRow(at(cell, rect.x0, y), addressIn(tile, plane, rect.x0 * factor, y * factor), tile.pitch, factor, width, line);
        }
        spread(busy, near, reached);
        for (let y = reached.y0; y < reached.y1; y++) {
          const n = reached.x1 - reached.x0, weight = at(busy, reached.x0, y);
          kernels.busyRow(weight, BUSY_FROM, BUSY_TO, n);
          for (const plane of [u, v]) kernels.product(at(plane, reached.x0, y), at(plane, reached.x0, y), weight, n);
        }
        const weights = arena.slot('moire.weights', pitch * height);
        arena.u8.copyWithin(weights, busy, busy + pitch * height);
        for (const plane of [weights, u, v]) spread(plane, wide, cells);
        for (let y = cells.y0; y < cells.y1; y++) {
          for (const plane of [u, v]) kernels.quotientRow(at(plane, cells.x0, y), at(plane, cells.x0, y), at(weights, cells.x0, y), cells.x1 - cells.x0);
        }

        const expansion = new Expansion(module, factor, cells.x1 - cells.x0);
        const amount = amountRows(module, tile, 'moire', area);
        const fullRow = { ...tile.rect, y0: 0, y1: 1 };
        const rows = [busy, u, v].map((plane, k) => ({ plane, row: arena.slot(`moire.row.${k}`, tile.pitch) }));
        for (let y = area.y0; y < area.y1; y++) {
          for (const { plane, row } of rows) expansion.row({ rect, pitch, plane }, { rect: { ...fullRow, y0: y }, pitch: tile.pitch, plane: row }, area, y, false);
          const [mask = 0, lowU = 0, lowV = 0] = rows.map(({ row }) => row + (area.x0 - tile.rect.x0) * 4);
          kernels.demoireRow(addressIn(tile, tile.u, area.x0, y), addressIn(tile, tile.v, area.x0, y), lowU, lowV, mask, amount(y), area.x1 - area.x0);
        }
      },
    };
  },
};
