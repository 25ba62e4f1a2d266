'use client';

import { Pipette, Plus, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { displayOf, MOST_POINT_COLOURS, pointColours, pointColoursPatch, samplePoint, type PointColour } from '@/lib/develop/settings';
import { IconButton } from '../ui/button';
import { Slider } from './slider';
import { useDevelop } from './use-develop';

/** A browser that can pick a colour anywhere on the screen, the photo included. */
type Dropper = new () => { open(): Promise<{ readonly sRGBHex: string }> };
const dropper = (): Dropper | undefined => (typeof window === 'undefined' ? undefined : (window as { readonly EyeDropper?: Dropper }).EyeDropper);

const rgbOf = (hex: string): [number, number, number] => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255) as [number, number, number];
const hexOf = (point: PointColour): string => `#${displayOf(point).map((v) => Math.round(255 * v).toString(16).padStart(2, '0')).join('')}`;

const SIGNED = { min: -100, max: 100, step: 1 } as const;
const SHARE = { min: 0, max: 100, step: 1 } as const;
const signed = (value: number): string => (value > 0 ? `+${value}` : String(value).replace('-', '−'));

type Control = { readonly id: 'hue' | 'saturation' | 'luminance' | 'variance' | 'range'; readonly range: typeof SIGNED | typeof SHARE; readonly initial: number; readonly read: (point: PointColour) => number; readonly write: (point: PointColour, value: number) => PointColour };

const shifted = (at: 0 | 1 | 2): Pick<Control, 'read' | 'write'> => ({
  read: ({ shift }) => shift[at],
  write: (point, value) => ({ ...point, shift: point.shift.map((x, i) => (i === at ? value : x)) as unknown as PointColour['shift'] }),
});

const CONTROLS: readonly Control[] = [
  { id: 'hue', range: SIGNED, initial: 0, ...shifted(0) },
  { id: 'saturation', range: SIGNED, initial: 0, ...shifted(1) },
  { id: 'luminance', range: SIGNED, initial: 0, ...shifted(2) },
  { id: 'variance', range: SIGNED, initial: 0, read: ({ variance }) => variance, write: (point, variance) => ({ ...point, variance }) },
  { id: 'range', range: SHARE, initial: 50, read: ({ range }) => range, write: (point, range) => ({ ...point, range }) },
];

/** Sampled colours and what is done to each. */
export function PointColours() {
  const t = useTranslations('develop');
  const { settings, movers, preview, commit, set } = useDevelop();
  const points = pointColours(settings['PointColors'], settings['ColorVariance']);
  const [chosen, setChosen] = useState(0);
  const [draft, setDraft] = useState('#c08060');
  const at = Math.min(chosen, points.length - 1);
  const point = points[at];
  const add = (hex: string) => {
    set(pointColoursPatch([...points, samplePoint(rgbOf(hex))]));
    setChosen(points.length);
  };
  const pick = async (Eye: Dropper) => {
    // Escape is no error.
    const picked = await new Eye().open().catch(() => undefined);
    if (picked) add(picked.sRGBHex);
  };
  const Eye = dropper();
  const full = points.length >= MOST_POINT_COLOURS;
  return (
    <div className="pb-1">
      <h4 className="px-4 pt-2 pb-0.5 text-fine text-quiet">{t('pointColour')}</h4>
      <div role="radiogroup" aria-label={t('pointSamples')} className="flex flex-wrap items-center gap-1.5 px-4 py-1">
        {points.map((one, i) => (
          <button key={`${i} ${hexOf(one)}`} type="button" role="radio" aria-checked={i === at} aria-label={t('pointSample', { number: String(i + 1), colour: hexOf(one) })} onClick={() => setChosen(i)} style={{ background: hexOf(one) }} className="size-6 rounded-full border-2 border-line aria-checked:border-text" />
        ))}
        {!full && Eye && <IconButton label={t('pickColour')} onClick={() => pick(Eye)}><Pipette size={15} aria-hidden /></IconButton>}
        {!full && (
          <>
            <input type="color" aria-label={t('newColour')} title={t('newColour')} value={draft} onChange={(event) => setDraft(event.target.value)} className="h-6 w-8 cursor-pointer rounded border border-line bg-transparent" />
            <IconButton label={t('addColour')} onClick={() => add(draft)}><Plus size={15} aria-hidden /></IconButton>
          </>
        )}
        {point && <IconButton label={t('removeSample')} onClick={() => set(pointColoursPatch(points.filter((_, i) => i !== at)))}><X size={14} aria-hidden /></IconButton>}
      </div>
      {point && CONTROLS.map(({ id, range, initial, read, write }) => (
        <Slider
          key={`${at} ${id}`} name={`PointColors.${id}`} label={t(`point.${id}`)} description={t(`pointHint.${id}`)} value={Math.round(100 * read(point))} initial={initial} range={range} show={range === SIGNED ? signed : String}
          mover={movers.get('PointColors')} onPreview={(_, value) => preview(pointColoursPatch(points.map((one, i) => (i === at ? write(one, value / 100) : one))))} onCommit={commit}
        />
      ))}
    </div>
  );
}
