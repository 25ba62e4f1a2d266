'use client';

import { Brush, Check, Crosshair, Trash2 } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useStudio, useStudioStore } from '../studio/context';
import { Button, IconButton } from '../ui/button';
import { BRUSH } from './brush';
import { togglePointing } from './pointing-state';

const TOOLS = [['mark', Crosshair, undefined], ['brush', Brush, 'B']] as const;

/** The slider moves along the radius as it is seen: each part of it the same factor. */
const RANGE = { min: 0, max: 100 } as const;
const span = Math.log(BRUSH.most / BRUSH.least);
const toSlider = (radius: number): number => Math.round((RANGE.max * Math.log(radius / BRUSH.least)) / span);
const toRadius = (value: number): number => BRUSH.least * Math.exp((value / RANGE.max) * span);

/** How one points, at the top of the picture while pointing. */
export function PointBar() {
  const t = useTranslations('talk');
  const store = useStudioStore();
  const pointing = useStudio((state) => state.pointing);
  const brush = useStudio((state) => state.brush);
  const count = useStudio((state) => state.marks.length);
  if (pointing === null) return null;
  return (
    <div data-canvas-control data-testid="point-bar" className="absolute inset-x-0 top-3 mx-auto flex w-fit max-w-[94%] animate-fade flex-col items-center gap-1.5">
      <div className="flex items-center gap-1 rounded-xl border border-line bg-panel p-1 shadow-lg">
        <div role="radiogroup" aria-label={t('tools')} className="flex gap-1">
          {TOOLS.map(([tool, Icon, hint]) => (
            <IconButton key={tool} role="radio" aria-checked={pointing === tool} label={t(`tool.${tool}`)} hint={hint} className={pointing === tool ? 'bg-hover text-text' : ''} onClick={() => store.setState({ pointing: tool })}><Icon size={16} aria-hidden /></IconButton>
          ))}
        </div>
        {pointing === 'brush' && (
          <input type="range" aria-label={t('brushSize')} min={RANGE.min} max={RANGE.max} value={toSlider(brush)} onChange={(event) => store.setState({ brush: toRadius(Number(event.target.value)) })} className="mx-1 w-24 accent-[var(--color-text)]" />
        )}
        {count > 0 && <IconButton label={t('clear')} onClick={() => store.setState({ marks: [] })}><Trash2 size={16} aria-hidden /></IconButton>}
        <Button look="solid" className="pointer-coarse:h-10" onClick={() => togglePointing(store)}><Check size={14} aria-hidden />{t('done')}</Button>
      </div>
      {count === 0 && <p className="rounded-md bg-black/65 px-2 py-1 text-center text-fine text-white">{t(pointing === 'brush' ? 'brushHint' : 'markHint')}</p>}
    </div>
  );
}
