import type { Renderer, RenderPhoto } from '@/lib/imaging/renderer';
import { shrink } from '@/lib/imaging/shrink';
import type { DevelopSettings, Locale, Pixels, Size } from '@/lib/develop/types';
import { createDarkroom } from '../darkroom';
import { AgentError } from '../errors';
import type { Alignment, BaseMaker, Generation, Generator, MadeBase, Provenance, Usage } from '../types';
import { align } from './align';
import { boundsOf, insideOf, masksOf } from './area';
import { changesIn, feathered, WEIGHT_EDGE, type Weight } from './blend';
import { lumaOf, planeOf, type Plane3 } from './colours';
import { composite } from './composite';
import { compared, driftOf } from './drift';
import { sample, type Plane } from './gradients';
import { planFor, type Plan } from './plan';
import { canvasOf, sent } from './send';
import type { Shelf } from './shelf';
import { WORDS } from './words';

export type BaseMakerDeps = {
  readonly generator: Generator;
  readonly renderer: Pick<Renderer, 'render' | 'coverage'> & Parameters<typeof createDarkroom>[0];
  readonly photo: RenderPhoto;
  /** The photo's own name. */
  readonly name?: string;
  readonly shelf: Shelf;
  readonly now?: () => Date;
};

/** White balance of a RAW photo is made from the sensor's numbers, of which a base has none left: it goes into the pixels, with whatever moved it. */
const BALANCE = ['WhiteBalance', 'Temperature', 'Tint', 'IncrementalTemperature', 'IncrementalTint'] as const;
const pick = (settings: DevelopSettings, isBalance: boolean): DevelopSettings => Object.fromEntries(Object.entries(settings).filter(([name]) => BALANCE.some((one) => one === name) === isBalance));

/** An order for nearly everything is one for everything. */
const EVERYWHERE = 0.97;
/** A model that changed less than this of the picture changed nothing. */
const NOTHING = 0.0002;

/**
 * Has an image model change a photo as it is, without crop, look or any other setting but a RAW photo's white balance: settings stay what they are,
 * live, on top of what comes back. `docs/GENERATIVE.md` says what is kept of the photo.
 */
export function createBaseMaker({ generator, renderer, photo, name, shelf, now = () => new Date() }: BaseMakerDeps): BaseMaker {
  const opened = async (base: string) => {
    const found = await shelf.open(base);
    if (!found) throw new AgentError('base-missing', 'The picture that an image model made is not there any more. Go back to a step before it.');
    return found;
  };
  const answer = (base: string, provenance: Provenance, under: RenderPhoto, settings: DevelopSettings, locale: Locale): MadeBase => {
    const baked = under.info.raw !== undefined && Object.keys(pick(settings, true)).length > 0;
    const { alignment, share, usage, model } = provenance;
    return { base, settings: under.info.raw ? pick(settings, false) : settings, note: WORDS[locale].note(model, share, alignment, baked), ...(usage && { usage }) };
  };
  return {
    open: async (base) => createDarkroom(renderer, (await opened(base)).photo, undefined, name),
    async make(order, { settings, base }, stepId, locale, signal) {
      const under = base === undefined ? photo : (await opened(base)).photo;
      const kept = await shelf.find(stepId);
      if (kept) return answer(kept.id, kept.provenance, under, settings, locale);
      const depth = under.info.depth;
      const pixels = await renderer.render(under, under.info.raw ? pick(settings, true) : {}, { depth, signal });
      const made = await paint(pixels, await areaOf(order, under, locale, signal), order.prompt, locale, signal);
      const provenance: Provenance = {
        model: generator.id, prompt: order.prompt, ...(order.masks && { masks: order.masks }), madeAt: now().toISOString(), ...(base !== undefined && { parent: base }),
        share: made.share, alignment: made.alignment, ...(made.usage && { usage: made.usage }),
      };
      const added = await shelf.add(stepId, made.pixels, provenance);
      return answer(added.id, added.provenance, under, settings, locale);
    },
  };

  /** Where the order holds, on a grid over the photo; undefined: anywhere. */
  async function areaOf({ masks }: Generation, under: RenderPhoto, locale: Locale, signal: AbortSignal): Promise<(Size & { readonly inside: Uint8Array }) | undefined> {
    if (!masks) return undefined;
    const { width, height, data } = await renderer.coverage(under, masksOf(masks), {}, WEIGHT_EDGE, signal);
    const inside = insideOf({ width, height, data });
    const share = inside.reduce((sum, value) => sum + value, 0) / inside.length;
    if (share === 0) throw new AgentError('generation-nowhere', WORDS[locale].nowhere);
    return share > EVERYWHERE ? undefined : { width, height, inside };
  }

  async function paint(pixels: Pixels, area: (Size & { readonly inside: Uint8Array }) | undefined, prompt: string, locale: Locale, signal: AbortSignal): Promise<Painted> {
    const plan = planFor(pixels, area && boundsOf(area.inside, area, pixels));
    const canvas = await canvasOf(pixels, plan);
    const mask = area && maskOf(area, plan, pixels);
    const { pixels: came, usage } = await generator.generate({ picture: sent(canvas, pixels), prompt, ...(mask && { mask }) }, signal);
    signal.throwIfAborted();
    const picture = planeOf(await noFiner(came, plan), pixels.space);
    const still = stillOf(mask, plan);
    const { map, alignment } = await align(lumaPlane(canvas), lumaPlane(picture), still, plan, signal);
    if (!alignment.found && area) throw new AgentError('generation-elsewhere', WORDS[locale].elsewhere);

    const both = compared(canvas, picture, still, map);
    const drift = driftOf(both, area !== undefined);
    let weight: Weight | undefined = area && feathered(area.inside, area);
    if (!area && alignment.found) {
      const changes = changesIn(both, drift, plan, pixels);
      if (changes.share < NOTHING) throw new AgentError('generation-unchanged', WORDS[locale].unchanged);
      ({ weight } = changes);
    }
    const result = await composite(pixels, picture, map, drift, plan, weight, signal);
    return { ...result, alignment, ...(usage && { usage }) };
  }
}

type Painted = { readonly pixels: Pixels; readonly share: number; readonly alignment: Alignment; readonly usage?: Usage };

const lumaPlane = (picture: Plane3): Plane => ({ width: picture.width, height: picture.height, data: lumaOf(picture) });

/** A small photo needs no more px than it has: fewer are read more evenly. */
async function noFiner(came: Pixels, { view, inner }: Plan): Promise<Pixels> {
  const k = view.width / inner.width;
  return k < 0.9 ? shrink(came, { width: Math.max(8, Math.round(came.width * k)), height: Math.max(8, Math.round(came.height * k)) }) : came;
}

/** The area on the canvas: 255 where something is to be made. */
function maskOf(area: Size & { readonly inside: Uint8Array }, { canvas, view, inner }: Plan, photo: Size): Uint8Array {
  const plane: Plane = { width: area.width, height: area.height, data: Float32Array.from(area.inside) };
  const out = new Uint8Array(canvas.width * canvas.height);
  for (let y = 0; y < canvas.height; y++) {
    const v = ((view.y + ((y + 0.5 - inner.y) / inner.height) * view.height) / photo.height) * area.height - 0.5;
    for (let x = 0; x < canvas.width; x++) {
      const u = ((view.x + ((x + 0.5 - inner.x) / inner.width) * view.width) / photo.width) * area.width - 0.5;
      if (x >= inner.x && x < inner.x + inner.width && y >= inner.y && y < inner.y + inner.height && sample(plane, u, v) > 0) out[y * canvas.width + x] = 255;
    }
  }
  return out;
}

/** 1 where the picture was not to change: inside the photo, outside the area. */
function stillOf(mask: Uint8Array | undefined, { canvas, inner }: Plan): Plane {
  const data = new Float32Array(canvas.width * canvas.height);
  for (let y = inner.y; y < inner.y + inner.height; y++) for (let x = inner.x; x < inner.x + inner.width; x++) data[y * canvas.width + x] = mask?.[y * canvas.width + x] ? 0 : 1;
  return { ...canvas, data };
}
