import { masksOf } from '../../generation/area';
import { readDabs } from '@/lib/develop/masks/brush';
import { addRetouch, retouchCover, retouchStroke, type Mask } from '@/lib/develop/settings';
import type { JsonValue, SettingsPatch, Size } from '@/lib/develop/types';
import { healSpot, type SpotKind } from '@/lib/develop/spots';
import type { Generation } from '../../types';
import type { Session } from './session';

/** What was asked that no slider reaches, and how it can be done all the same: filled from its surroundings by the engine, or by an image model. */
export type Beyond = { readonly title: string; readonly patch: SettingsPatch; readonly generate?: Generation; /** What is said of it, where it is neither of the two. */ readonly thought?: string };

const REMOVAL = /\b(remove|erase|delete|get rid of|take (it |them |this |that )?(out|away)|clean up|heal|clone out|photoshop out|retouch out)\b|去掉|去除|移除|删除|删掉|擦掉|擦除|消除|抹掉|[Pp]掉|修掉|祛/i;

/** Spots that are found without being pointed at, by what they are called. */
const SPOTS: Readonly<Record<SpotKind, RegExp>> = {
  dust: /\b(dust|sensor|specks?|dirt|spots)\b|脏点|污点|污渍|灰尘|尘点|斑点/i,
  blemish: /\b(blemish(es)?|pimples?|acne|zits?|spots)\b|痘|斑点|瑕疵|祛斑|去斑/i,
};
const KINDS = Object.keys(SPOTS) as readonly SpotKind[];

/** The fragments that need new pixels. */
export const askedBeyond = ({ intent, context }: Session): readonly string[] => intent.notUnderstood.flatMap(({ text, reason }) => (reason === 'needs-generation' || (context.pointed && isBareRemoval(text)) ? [text] : []));

/** “Remove this”: nothing is named, so that only a place can say what. */
export const isBareRemoval = (text: string): boolean => REMOVAL.test(text) && text.replace(REMOVAL, '').replace(/\b(please|this|that|it|them|these|those)\b|[请把将这那个它些]|吧|一下/gi, '').trim() === '';

/** Undefined: nothing of the kind was asked, or nothing can be done about it. */
export async function beyond(session: Session): Promise<Beyond | undefined> {
  const { context, base, darkroom, words } = session;
  const texts = askedBeyond(session);
  if (texts.length === 0) return undefined;
  const areas = context.pointed && texts.every((text) => REMOVAL.test(text) || REMOVAL.test(context.instruction)) ? await filled(context.pointed, session) : [];
  if (areas.length > 0) return { title: words.remove, patch: addRetouch(base, ...areas) };
  const kinds = KINDS.filter((kind) => texts.some((text) => SPOTS[kind].test(text)));
  if (!context.pointed && darkroom.spots && kinds.length > 0 && texts.every((text) => KINDS.some((kind) => SPOTS[kind].test(text)))) {
    const spots = (await darkroom.spots(kinds, session.signal)).filter(({ confidence }) => confidence >= SURE);
    const count = spots.length;
    if (count > 0) return { title: words.spots, patch: addRetouch(base, ...spots.map(healSpot)), thought: fill(words.spotsHealed, count) };
    return { title: words.spots, patch: {}, thought: words.noSpots };
  }
  const prompt = texts.join('; ');
  return context.canGenerate ? { title: prompt, patch: {}, generate: { prompt, ...(context.pointed && { masks: context.pointed }) } } : undefined;
}

/** Areas over what was pointed at: as it was drawn, or, where a thing was recognised, all of it. */
async function filled(pointed: readonly JsonValue[], { darkroom, signal }: Session): Promise<readonly JsonValue[]> {
  const masks = masksOf(pointed);
  const drawn = masks.map((mask) => retouched(mask, darkroom.photo));
  if (drawn.every((areas) => areas.length > 0)) return drawn.flat();
  const cover = await darkroom.cover?.(pointed, signal);
  const area = cover && retouchCover(cover);
  return area ? [area] : drawn.flat();
}

/** How sure a spot must be that is healed without being looked at first. */
const SURE = 0.45;

const fill = (text: string, count: number): string => text.replace('{count}', String(count));

/** What the user pointed at as areas to fill; nothing for masks that have no place of their own. */
function retouched(mask: Mask, { width, height }: Size): readonly JsonValue[] {
  const long = Math.max(width, height);
  switch (mask.What) {
    case 'Mask/Aggregate':
      return mask.Masks.flatMap((one) => retouched(one, { width, height }));
    case 'Mask/Paint': {
      const strokes: { readonly radius: number; readonly points: (readonly [number, number])[] }[] = [];
      for (const { x, y, radius } of readDabs(mask)) {
        const last = strokes.at(-1);
        if (last?.radius === radius) last.points.push([x, y]);
        else strokes.push({ radius, points: [[x, y]] });
      }
      return strokes.map((stroke) => retouchStroke({ method: 'remove', feather: FEATHER, ...stroke }));
    }
    case 'Mask/CircularGradient': {
      // A long one is a stroke along its length.
      const [x, y] = [(mask.Left + mask.Right) / 2, (mask.Top + mask.Bottom) / 2];
      const [rx, ry] = [((mask.Right - mask.Left) * width) / 2, ((mask.Bottom - mask.Top) * height) / 2];
      const radius = Math.min(rx, ry), [dx, dy] = [Math.max(0, rx - radius) / width, Math.max(0, ry - radius) / height];
      return radius > 0 ? [retouchStroke({ method: 'remove', feather: FEATHER, radius: radius / long, points: [[x - dx, y - dy], [x + dx, y + dy]] })] : [];
    }
    default:
      return [];
  }
}

/** The user marks a thing with room around it: what is filled may fade at the rim. */
const FEATHER = 0.15;
