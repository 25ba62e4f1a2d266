'use client';

import { type CSSProperties, useCallback, useEffect, useId, useMemo, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { asksForWarp, needsLens, needsSurvey } from '@/lib/develop/engine';
import { sameJson } from '@/lib/develop/settings';
import type { DevelopSettings } from '@/lib/develop/types';
import { useLive } from '../../develop/live/live-context';
import { PREVIEW_EDGE } from '../../develop/live/protocol';
import { useOptics } from '../../develop/use-optics';
import { useStudio, useStudioActions, useStudioData, useStudioStore } from '../../studio/context';
import { usePreferences } from '../../studio/store';
import { useElementSize } from '../use-view';
import { SURROUNDS } from '../view-slice';
import type { Point } from '../zoom';
import { CropBar } from './crop-bar';
import { type Crop, cropOf, limitsOf, settled, shownSize, warpFor } from './crop-box';
import { CropFrame } from './crop-frame';
import { CropPhoto } from './crop-photo';
import { cancelCrop, commitCrop } from './crop-commands';
import { apply, frameOn, stageFor, stageMatrix, uprightToStage } from './stage';
import { useCropGestures } from './use-crop-gestures';
import { useCropKeys } from './use-crop-keys';

/** CSS px around the photo: handles at its edge can still be taken hold of. */
const MARGIN = 32;
const GEOMETRY = ['CropLeft', 'CropTop', 'CropRight', 'CropBottom', 'CropAngle', 'HasCrop', 'Orientation'] as const;
const geometryOf = (settings: DevelopSettings) => GEOMETRY.map((name) => settings[name] ?? null);

/** The whole photo with the crop on it, over the canvas. */
export function CropView({ crop }: { readonly crop: Crop }) {
  const t = useTranslations('draw.crop');
  const store = useStudioStore();
  const { photo, selected, session, pictureUrl } = useStudioData();
  const actions = useStudioActions();
  const { frame } = useLive();
  const cropping = useStudio((state) => state.cropping);
  const grid = useStudio((state) => state.grid);
  const levelling = useStudio((state) => state.levelling);
  const surround = usePreferences((state) => state.surround);
  const ref = useRef<HTMLDivElement>(null);
  const stateId = useId();
  const room = useElementSize(ref);
  const { width, height } = photo;
  const { settings } = selected;
  const full = useMemo(() => ({ width, height }), [width, height]);
  const optics = useOptics(needsLens(settings) || needsSurvey(settings));
  const warp = useMemo(() => warpFor(full, settings, optics), [full, settings, optics]);
  const { orientation, constrained } = crop;
  const limits = useMemo(() => limitsOf(full, { orientation, constrained }, warp), [full, orientation, constrained, warp]);
  const commit = useCallback(() => void commitCrop(store, full, settings, actions), [store, full, settings, actions]);
  useCropKeys(store, limits, Math.max(width, height), commit);

  // What lens and perspective leave is known once the server has told of them.
  useEffect(() => {
    const { crop: now, cropStart: start, cropping: on } = store.getState();
    if (!on || !now || !constrained || !warp) return;
    if (now === start) {
      const found = cropOf(full, settings, optics);
      store.setState({ crop: found, cropStart: found });
    } else if (!limits(now.box, now.angle)) store.setState({ crop: settled(limits, now) });
  }, [store, limits, constrained, warp, full, settings, optics]);
  // Another picture came to be selected: what was drawn lies on the one before.
  const began = useRef(geometryOf(settings));
  useEffect(() => {
    if (!sameJson(began.current, geometryOf(settings))) cancelCrop(store);
  }, [store, settings]);
  useEffect(() => {
    const before = document.activeElement;
    ref.current?.querySelector<HTMLElement>('[data-crop="frame"]')?.focus({ preventScroll: true });
    return () => { if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true }); };
  }, []);

  const resting = useMemo(() => stageFor(full, crop, room, Math.min(MARGIN, room.width / 12)), [full, crop, room]);
  const { held, kind, line } = useCropGestures(ref, store, resting, limits);
  const stage = held ?? resting;
  const at = frameOn(crop, stage);
  const whole = frame?.whole ? frame : null;
  const shown = shownSize(full, orientation);
  const corners = ([[0, 0], [shown.width, 0], [shown.width, shown.height], [0, shown.height]] as const).map(([x, y]) => apply(stageMatrix(stage, crop.angle), { x, y }));
  const state = t('state', { width: String(Math.round(crop.box.width)), height: String(Math.round(crop.box.height)), angle: crop.angle.toFixed(1) });
  const eased = held === null;
  return (
    <section aria-label={t('title')} inert={!cropping} data-testid="crop" className="absolute inset-0 z-20 flex flex-col max-md:fixed max-md:z-40" style={surround === null ? undefined : ({ '--canvas': SURROUNDS[surround] } as CSSProperties)}>
      <div ref={ref} role="group" aria-label={t('stage')} className={`relative min-h-0 flex-1 touch-none overflow-hidden bg-canvas select-none ${levelling ? 'cursor-crosshair' : 'cursor-grab'}`}>
        {room.width > 0 && (
          <>
            <CropPhoto full={full} space={photo.space} place={uprightToStage(full, crop, stage)} frame={whole} shown={{ url: pictureUrl(selected, PREVIEW_EDGE), settings, warp }} alt={session.name} eased={eased} />
            <Shade corners={corners} at={at} faint={kind !== null} eased={eased} room={room} />
            <CropFrame at={at} grid={kind === 'turn' ? 'grid' : grid} eased={eased} describedBy={stateId} inert={levelling} />
            {line && <Line ends={line} />}
            <p className="pointer-events-none absolute top-2 left-1/2 -translate-x-1/2 rounded-md bg-black/65 px-2 py-1 text-fine whitespace-nowrap text-white tabular-nums">
              {levelling ? t('levelHint') : kind === 'turn' || kind === 'pinch' ? t('degrees', { angle: crop.angle.toFixed(1) }) : t('size', { width: String(Math.round(crop.box.width)), height: String(Math.round(crop.box.height)) })}
            </p>
          </>
        )}
      </div>
      <CropBar crop={crop} full={full} settings={settings} limits={limits} bent={asksForWarp(settings)} onDone={commit} />
      <p id={stateId} role="status" className="sr-only">{kind === null ? state : ''}</p>
    </section>
  );
}

type ShadeProps = { readonly corners: readonly Point[]; readonly at: { readonly left: number; readonly top: number; readonly width: number; readonly height: number }; readonly room: { readonly width: number; readonly height: number }; /** What is left out is seen better while one drags. */ readonly faint: boolean; readonly eased: boolean };

/** Dims what the crop leaves out of the photo. */
function Shade({ corners, at: { left, top, width, height }, room, faint, eased }: ShadeProps) {
  const photo = corners.map(({ x, y }) => `${x.toFixed(2)},${y.toFixed(2)}`).join(' L');
  const path = `M${photo}Z M${left},${top} h${width} v${height} h${-width}Z`;
  return (
    <svg aria-hidden data-testid="crop-shade" width={room.width} height={room.height} className="pointer-events-none absolute inset-0">
      <path d={path} style={{ d: `path("${path}")` }} fill="black" fillOpacity={faint ? 0.45 : 0.62} fillRule="evenodd" className={eased ? 'transition-[fill-opacity,d] duration-200 ease-calm' : 'transition-[fill-opacity] duration-150'} />
    </svg>
  );
}

function Line({ ends: [from, to] }: { readonly ends: readonly [Point, Point] }) {
  return (
    <svg aria-hidden className="pointer-events-none absolute inset-0 h-full w-full">
      {([['black', 4, 0.5], ['white', 2, 1]] as const).map(([stroke, strokeWidth, opacity]) => <line key={stroke} x1={from.x} y1={from.y} x2={to.x} y2={to.y} stroke={stroke} strokeOpacity={opacity} strokeWidth={strokeWidth} strokeLinecap="round" />)}
    </svg>
  );
}
