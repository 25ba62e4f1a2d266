'use client';

import { Brush, Check, Eraser, ScanEye } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useStudio, useStudioStore } from '../studio/context';
import { Button, IconButton } from '../ui/button';
import { isBrushed } from './edits';
import { leaveMasks } from './masking-commands';
import { MASK_BRUSH } from './masking-slice';
import { VeilMenu } from './veil-menu';
import { useShownCorrections } from './use-mask-edits';

/** The slider moves along the radius as it is seen: each part of it the same factor. */
const MOST = 100;
const SPAN = Math.log(MASK_BRUSH.most / MASK_BRUSH.least);
const toSlider = (size: number): number => Math.round((MOST * Math.log(size / MASK_BRUSH.least)) / SPAN);
const toSize = (value: number): number => MASK_BRUSH.least * Math.exp((value / MOST) * SPAN);

/** What is being drawn and how, at the top of the picture. */
export function MaskBar() {
  const t = useTranslations('masks');
  const store = useStudioStore();
  const corrections = useShownCorrections();
  const drawing = useStudio((state) => state.drawing);
  const inHand = useStudio((state) => state.inHand);
  const erasing = useStudio((state) => state.erasing);
  const brush = useStudio((state) => state.maskBrush);
  const veiled = useStudio((state) => state.veiled);
  const mask = inHand ? corrections[inHand.correction]?.CorrectionMasks[inHand.mask] : undefined;
  const painting = drawing ? drawing.kind === 'brush' : isBrushed(mask);
  const kind = drawing?.kind;
  return (
    <div data-canvas-control data-testid="mask-bar" className="absolute inset-x-0 top-3 z-10 mx-auto flex w-fit max-w-[94%] animate-fade flex-col items-center gap-1.5">
      <div role="toolbar" aria-label={t('bar')} className="flex items-center gap-1 rounded-xl border border-line bg-panel p-1 shadow-lg">
        {painting && (
          <>
            <IconButton label={t('paint')} pressed={!erasing} onClick={() => store.setState({ erasing: false })}><Brush size={16} aria-hidden /></IconButton>
            <IconButton label={t('erase')} hint="Alt" pressed={erasing} disabled={drawing !== null} onClick={() => store.setState({ erasing: true })}><Eraser size={16} aria-hidden /></IconButton>
            <input type="range" aria-label={t('brushSize')} min={0} max={MOST} value={toSlider(brush.size)} onChange={(event) => store.setState({ maskBrush: { ...brush, size: toSize(Number(event.target.value)) } })} className="mx-1 w-24 accent-[var(--color-text)] pointer-coarse:h-10" />
          </>
        )}
        {inHand && <IconButton label={t('veil')} hint="O" pressed={veiled === inHand.correction} onClick={() => store.setState({ veiled: veiled === inHand.correction ? null : inHand.correction })}><ScanEye size={16} aria-hidden /></IconButton>}
        {inHand && <VeilMenu />}
        <Button look="solid" className="pointer-coarse:h-10" onClick={() => leaveMasks(store)}><Check size={14} aria-hidden />{t('done')}</Button>
      </div>
      {kind && <p className="rounded-md bg-black/65 px-2 py-1 text-center text-fine text-white">{t(`hint.${kind}`)}</p>}
    </div>
  );
}
