import { masksOf } from '../../generation/area';
import { readDabs } from '@/lib/develop/masks/brush';
import { addRetouch, retouchStroke, type Mask } from '@/lib/develop/settings';
import type { JsonValue, SettingsPatch, Size } from '@/lib/develop/types';
import type { Generation } from '../../types';
import type { Session } from './session';

/** What was asked that no slider reaches, and how it can be done all the same: filled from its surroundings by the engine, or by an image model. */
export type Beyond = { readonly title: string; readonly patch: SettingsPatch; readonly generate?: Generation };

const REMOVAL = /\b(remove|erase|delete|get rid of|take (it |them |this |that )?(out|away)|clean up|heal|clone out|photoshop out|retouch out)\b|去掉|去除|移除|删除|删掉|擦掉|擦除|消除|抹掉|[Pp]掉|修掉|祛/i;

/** The fragments that need new pixels. */
export const askedBeyond = ({ intent }: Session): readonly string[] => intent.notUnderstood.flatMap(({ text, reason }) => (reason === 'needs-generation' ? [text] : []));

/** Undefined: nothing of the kind was asked, or nothing can be done about it. */
export function beyond(session: Session): Beyond | undefined {
  const { context, base, darkroom, words } = session;
  const texts = askedBeyond(session);
  if (texts.length === 0) return undefined;
  const areas = context.pointed && texts.every((text) => REMOVAL.test(text) || REMOVAL.test(context.instruction)) ? masksOf(context.pointed).flatMap((mask) => retouched(mask, darkroom.photo)) : [];
  if (areas.length > 0) return { title: words.remove, patch: addRetouch(base, ...areas) };
  const prompt = texts.join('; ');
  return context.canGenerate ? { title: prompt, patch: {}, generate: { prompt, ...(context.pointed && { masks: context.pointed }) } } : undefined;
}

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
