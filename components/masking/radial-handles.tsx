'use client';

import { useTranslations } from 'use-intl';
import type { RadialMask } from '@/lib/develop/settings';
import type { MaskAt } from './edits';
import type { Ground } from './ground';
import { Handle } from './handle';
import { Lines } from './lines';
import { minus, plus } from './plane';
import { ellipseFields, ellipseOf, featherAt, featherHandle, outlineOf, resized, rimAt, turnedEllipse, turnHandle, type Axis } from './radial';
import type { MaskEdits } from './use-mask-edits';

const POINTS = 96;
/** CSS px between the rim and the handle for turning. */
const ARM = 30;
const RIM: readonly (readonly [axis: Axis, side: 1 | -1, words: 'left' | 'right' | 'top' | 'bottom'])[] = [['rx', -1, 'left'], ['ry', -1, 'top'], ['rx', 1, 'right'], ['ry', 1, 'bottom']];

type Props = { readonly mask: RadialMask; readonly at: MaskAt; readonly ground: Ground; readonly edits: MaskEdits };

/** The rim, the line within which it is full, and handles to size, turn and feather it. */
export function RadialHandles({ mask, at, ground, edits }: Props) {
  const t = useTranslations('masks');
  const { full } = ground;
  const ellipse = ellipseOf(mask, full);
  const knob = featherHandle(ellipse, mask.Roundness, mask.Feather);
  return (
    <>
      <Lines picture={ground.picture} lines={[
        { key: 'rim', path: ground.path(outlineOf(ellipse, mask.Roundness, 1, POINTS), true) },
        { key: 'inner', path: ground.path(outlineOf(ellipse, mask.Roundness, 1 - mask.Feather / 100, POINTS), true), dashed: true },
      ]} />
      {RIM.map(([axis, side, words]) => {
        const point = rimAt(ellipse, axis, side);
        return <Handle key={words} ground={ground} edits={edits} at={at} point={point} label={t(`radial.${words}`)} look="dot" reshape={(from, to, { shiftKey }) => ellipseFields(resized(ellipse, axis, plus(point, minus(to, from)), shiftKey), full)} />;
      })}
      <Handle ground={ground} edits={edits} at={at} point={turnHandle(ellipse, ARM * ground.perPixel)} label={t('turn')} look="turn" cursor="cursor-grab" reshape={(from, to, { shiftKey }) => ellipseFields(turnedEllipse(ellipse, from, to, ground.rowsAt(ellipse.centre), shiftKey), full)} />
      <Handle ground={ground} edits={edits} at={at} point={knob} label={t('radialFeather')} look="feather" reshape={(from, to) => ({ Feather: featherAt(ellipse, mask.Roundness, plus(knob, minus(to, from))) })} />
    </>
  );
}
