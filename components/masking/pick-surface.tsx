'use client';

import { useRef, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import type { PhotoPart } from '@/lib/develop/engine';
import { combineFields, type Mask } from '@/lib/develop/settings';
import { maskLabel } from '../develop/mask-words';
import { useLive } from '../develop/live/live-context';
import { maskOf } from '../pointing/marks';
import { useStudioData, useStudioStore } from '../studio/context';
import { Crosshair } from './crosshair';
import { freeName, type Into } from './edits';
import type { Ground } from './ground';
import { Lines } from './lines';
import { toShares, type Point } from './plane';
import { boxAround, colourMask, lightMask, partsOf } from './pick';
import { isFar } from './radial';
import { Surface } from './surface';
import { useCross } from './use-cross';
import type { MaskEdits } from './use-mask-edits';

/** CSS px that a pointer moves before a click is a box. */
const STILL = 5;
const KEY_STEP = 0.01;

type Props = { readonly kind: 'colour' | 'luminance' | 'object'; readonly into: Into | undefined; readonly ground: Ground; readonly edits: MaskEdits };

/** Lies over the picture until a place or a box is picked: its colours, or the thing there. */
export function PickSurface({ kind, into, ground, edits }: Props) {
  const t = useTranslations('masks');
  const d = useTranslations('develop');
  const locale = useLocale();
  const store = useStudioStore();
  const { photo } = useStudioData();
  const { sample } = useLive();
  const gesture = useRef<{ readonly id: number; readonly from: Point; moved: boolean } | null>(null);
  const [box, setBox] = useState<readonly [Point, Point, Point, Point] | null>(null);

  const put = (mask: Mask) => {
    const name = kind !== 'object' ? t(`kind.${kind}`) : maskLabel(mask, locale, (found) => d(`found.${found}`));
    const list = edits.list();
    edits.add(list, { ...mask, MaskName: name }, freeName(list, name), into);
    store.setState({ drawing: null });
    edits.commit();
  };
  const pick = async (corners: readonly [Point, Point, Point, Point] | Point) => {
    const shares = corners.length === 4 ? corners.map((point) => toShares(point, ground.full)) : [toShares(corners, ground.full)];
    const [first] = shares;
    if (!first) return;
    if (kind === 'object') {
      const [a, b, c, e] = shares;
      return put(maskOf(a && b && c && e ? { kind: 'box', corners: [a, b, c, e] } : { kind: 'point', at: first }, true, ground.full, ''));
    }
    const parts: readonly PhotoPart[] = partsOf(shares, ground.full, kind === 'colour' ? 2 : 6);
    const colours = await sample(parts);
    // Whoever has put the tool away meanwhile wants no mask.
    if (colours && store.getState().drawing?.kind === kind) put({ What: 'Mask/RangeMask', MaskActive: true, ...combineFields('add'), CorrectionRangeMask: kind === 'colour' ? colourMask(parts, colours) : lightMask(colours, photo.space) });
  };
  const { cross, setCross, onKeyDown } = useCross(KEY_STEP, (at) => void pick(ground.pointOf(at)));
  const cancel = () => {
    gesture.current = null;
    setBox(null);
  };
  return (
    <Surface
      label={t(`surface.${kind}`)}
      className="cursor-crosshair"
      onCancel={cancel}
      onPointerDown={(event) => {
        if (event.button !== 0 || gesture.current) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        gesture.current = { id: event.pointerId, from: ground.toPoint(event), moved: false };
        setCross(null);
      }}
      onPointerMove={(event) => {
        const now = gesture.current;
        if (now?.id !== event.pointerId) return;
        const to = ground.toPoint(event);
        now.moved ||= isFar(now.from, to, STILL * ground.perPixel);
        if (now.moved) setBox(boxAround(now.from, to, ground.rowsAt(now.from)));
      }}
      onPointerUp={(event) => {
        const now = gesture.current;
        if (now?.id !== event.pointerId) return;
        cancel();
        void pick(now.moved ? boxAround(now.from, ground.toPoint(event), ground.rowsAt(now.from)) : now.from);
      }}
      onKeyDown={onKeyDown}
    >
      {box && <Lines picture={ground.picture} lines={[{ key: 'box', path: ground.path(box, true), dashed: true }]} />}
      {cross && <Crosshair at={cross} />}
    </Surface>
  );
}
