'use client';

import { Bandage, Check, Copy, Eraser, Eye, RefreshCw, ScanEye, Trash2 } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useStudio, useStudioStore } from '../studio/context';
import { Button, IconButton } from '../ui/button';
import { withBrush, without, withSource } from './areas';
import { bounded, endRetouching, RETOUCH_TOOLS, type RetouchBrush, SPOT_RADIUS } from './retouch-slice';
import { useRetouch } from './use-retouch';

const ICONS = { heal: Bandage, clone: Copy, remove: Eraser, 'red-eye': Eye } as const;
/** The slider moves along the radius as it is seen: each part of it the same factor. */
const MOST = 100;
const SPAN = Math.log(SPOT_RADIUS.most / SPOT_RADIUS.least);
const toSlider = (radius: number): number => Math.round((MOST * Math.log(bounded(radius) / SPOT_RADIUS.least)) / SPAN);
const toRadius = (value: number): number => SPOT_RADIUS.least * Math.exp((value / MOST) * SPAN);

/** What spots are drawn with, at the top of the picture; with one chosen, what that one is. */
export function RetouchBar() {
  const t = useTranslations('draw.retouch');
  const store = useStudioStore();
  const edits = useRetouch();
  const tool = useStudio((state) => state.retouching);
  const brush = useStudio((state) => state.retouchBrush);
  const chosen = useStudio((state) => state.retouched);
  const spotsSeen = useStudio((state) => state.spotsSeen);
  const threshold = useStudio((state) => state.spotThreshold);
  const spot = chosen && edits.spots.find(({ list, index }) => list === chosen.list && index === chosen.index);
  const eye = spot ? spot.kind === 'red-eye' : tool === 'red-eye';
  const now = spot ?? brush;
  const change = (next: Partial<RetouchBrush>) => {
    store.setState({ retouchBrush: { ...brush, ...(spot ? {} : next) } });
    if (spot) edits.preview(withBrush(edits.now(), spot, next));
  };
  const sliders = [
    ['size', toSlider(now.radius), (value: number) => change({ radius: toRadius(value) })],
    ...(eye ? [] : [['feather', Math.round(100 * now.feather), (value: number) => change({ feather: value / 100 })] as const]),
    [eye ? 'darken' : 'opacity', Math.round(100 * now.opacity), (value: number) => change({ opacity: value / 100 })],
  ] as const;
  return (
    <div data-canvas-control data-testid="retouch-bar" className="absolute inset-x-0 top-3 z-10 mx-auto flex w-fit max-w-[96%] animate-fade flex-col items-center gap-1.5">
      <div role="toolbar" aria-label={t('bar')} className="flex max-w-full items-center rounded-xl border border-line bg-panel p-1 shadow-lg">
        {/* One row on any screen: what does not fit is scrolled to, and the way out stays. */}
        <div className="flex min-w-0 items-center gap-x-1 overflow-x-auto overscroll-x-contain p-0.5 pr-1 [scrollbar-width:none] max-md:mask-r-from-92% max-md:pr-5">
        <div role="radiogroup" aria-label={t('tools')} className="flex shrink-0">
          {RETOUCH_TOOLS.map((one) => {
            const Icon = ICONS[one];
            return <IconButton key={one} role="radio" aria-checked={tool === one} label={t(`tool.${one}`)} className={tool === one ? 'bg-hover text-text' : ''} onClick={() => store.setState({ retouching: one, retouched: null })}><Icon size={16} aria-hidden /></IconButton>;
          })}
        </div>
        {sliders.map(([name, value, set]) => (
          <label key={name} className="flex shrink-0 items-center gap-1 px-1 text-fine text-quiet">
            <span>{t(name)}</span>
            <input type="range" min={0} max={100} value={value} aria-valuetext={`${value} %`} onChange={(event) => set(Number(event.target.value))} onPointerUp={() => spot && edits.commit()} onKeyUp={() => spot && edits.commit()} className="w-16 accent-[var(--color-text)] pointer-coarse:h-11 max-md:w-14" />
          </label>
        ))}
        {spot && spot.list === 'RetouchAreas' && spot.kind !== 'remove' && <IconButton label={t('otherSource')} onClick={() => { edits.preview(withSource(edits.now(), spot, null)); edits.commit(); }}><RefreshCw size={16} aria-hidden /></IconButton>}
        {spot && <IconButton label={t('remove')} hint="Delete" onClick={() => { edits.preview(without(edits.now(), spot)); store.setState({ retouched: null }); edits.commit(); }}><Trash2 size={16} aria-hidden /></IconButton>}
        <IconButton label={t('visualise')} hint="A" pressed={spotsSeen} onClick={() => store.setState({ spotsSeen: !spotsSeen })}><ScanEye size={16} aria-hidden /></IconButton>
        {spotsSeen && <input type="range" aria-label={t('threshold')} title={t('threshold')} min={0} max={100} value={threshold} onChange={(event) => store.setState({ spotThreshold: Number(event.target.value) })} className="w-20 shrink-0 accent-[var(--color-text)] pointer-coarse:h-11" />}
        </div>
        <Button look="solid" className="shrink-0 pointer-coarse:h-10" onClick={() => endRetouching(store)}><Check size={14} aria-hidden />{t('done')}</Button>
      </div>
      {!spot && edits.spots.length === 0 && tool && <p className="rounded-md bg-black/65 px-2 py-1 text-center text-fine text-white">{t(`hint.${tool}`)}</p>}
    </div>
  );
}
