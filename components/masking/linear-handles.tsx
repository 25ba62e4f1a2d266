'use client';

import { useTranslations } from 'use-intl';
import type { GradientMask } from '@/lib/develop/settings';
import type { MaskAt } from './edits';
import type { Ground } from './ground';
import { Handle } from './handle';
import { axisOf, linearFields, linearOf, lineThrough, middleOf, QUARTER, turnedLinear, withEnd, type LinearEnd } from './linear';
import { Lines } from './lines';
import { movedFields } from './place';
import { minus, plus, times, turnedBy } from './plane';
import type { MaskEdits } from './use-mask-edits';
import { useReshape, type Reshape } from './use-reshape';

/** Lines reach this far beyond the photo, shares of its sides. */
const MARGIN = 0.25;
/** Bent pictures bend lines. */
const POINTS = 24;
/** CSS px between the pin and the handle for turning. */
const ARM = 64;

type Props = { readonly mask: GradientMask; readonly at: MaskAt; readonly ground: Ground; readonly edits: MaskEdits };

/** Three lines: where it is full, where it is half, where it ends. */
export function LinearHandles({ mask, at, ground, edits }: Props) {
  const t = useTranslations('masks');
  const bind = useReshape(ground, edits);
  const { full } = ground;
  const linear = linearOf(mask, full), middle = middleOf(linear), axis = axisOf(linear);
  const ends = (['full', 'zero'] as const).map((end: LinearEnd) => ({ end, reshape: ((from, to) => linearFields(withEnd(linear, end, plus(linear[end], minus(to, from))), full)) satisfies Reshape }));
  const move: Reshape = (from, to) => movedFields(mask, minus(to, from), full);
  const turn: Reshape = (from, to, { shiftKey }) => linearFields(turnedLinear(linear, from, to, ground.rowsAt(middle), shiftKey), full);
  const line = (point: typeof middle) => ground.path(lineThrough(point, linear, full, MARGIN, POINTS), false);
  const side = times(turnedBy(axis, QUARTER), ARM * ground.perPixel);
  return (
    <>
      <Lines picture={ground.picture} lines={[
        { key: 'middle', path: line(middle), cursor: 'cursor-move', dashed: true, listeners: bind(at, move) },
        ...ends.map(({ end, reshape }) => ({ key: end, path: line(linear[end]), cursor: 'cursor-ns-resize', listeners: bind(at, reshape) })),
      ]} />
      {ends.map(({ end, reshape }) => <Handle key={end} ground={ground} edits={edits} at={at} point={linear[end]} label={t(end === 'full' ? 'linearFull' : 'linearEnd')} look="dot" reshape={reshape} />)}
      <Handle ground={ground} edits={edits} at={at} point={plus(middle, side)} label={t('turn')} look="turn" cursor="cursor-grab" reshape={turn} />
    </>
  );
}
