'use client';

import clsx from 'clsx';
import { Contrast, Eye, EyeOff, Move, Trash2, TriangleAlert } from 'lucide-react';
import { useCallback } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { maskKey } from '@/lib/develop/masks/needs';
import { combineMode, inverted, maskStrength, type Mask } from '@/lib/develop/settings';
import type { JsonValue } from '@/lib/develop/types';
import { BrushSettings } from '../masking/brush-settings';
import { isBrushed, type MaskAt } from '../masking/edits';
import { takeMask } from '../masking/masking-commands';
import { pinOf } from '../masking/place';
import { RangeEditor } from '../masking/range-editor';
import { useStudio, useStudioStore } from '../studio/context';
import { Hint, IconButton } from '../ui/button';
import { maskLabel } from './mask-words';
import { Slider } from './slider';
import { useMask } from './use-masks';

type Change = Readonly<Record<string, JsonValue>>;
type Props = {
  /** The place of their correction in the list; absent for masks that are not changed on the picture. */
  readonly correction?: number;
  readonly masks: readonly Mask[];
  /** Changes fields of a mask, or takes it away. */
  readonly onPreview: (index: number, change: Change | null) => void;
  readonly onCommit: () => void;
};

/** The masks of one correction: what each selects, how sure that is, and what can be done with it. */
export function MaskRows({ correction, masks, onPreview, onCommit }: Props) {
  const t = useTranslations('develop');
  return (
    <ul aria-label={t('masksOf')} className="mx-2 mb-1 flex flex-col gap-0.5 border-l border-line pl-2">
      {masks.map((mask, index) => <MaskRow key={index} at={correction === undefined ? undefined : { correction, mask: index }} mask={mask} only={masks.length === 1} onPreview={(change) => onPreview(index, change)} onCommit={onCommit} />)}
    </ul>
  );
}

const DENSITY = { min: 0, max: 1, step: 0.01 } as const;
const FEATHER = { min: 0, max: 100, step: 1 } as const;

function MaskRow({ at, mask, only, onPreview, onCommit }: { readonly at: MaskAt | undefined; readonly mask: Mask; readonly only: boolean; readonly onPreview: (change: Change | null) => void; readonly onCommit: () => void }) {
  const t = useTranslations('develop');
  const m = useTranslations('masks');
  const locale = useLocale();
  const store = useStudioStore();
  const inHand = useStudio((state) => at !== undefined && state.inHand?.correction === at.correction && state.inHand.mask === at.mask);
  const active = mask.MaskActive !== false;
  const mode = combineMode(mask);
  const label = maskLabel(mask, locale, (name) => t(`found.${name}`));
  const density = useCallback((_: string, value: number) => onPreview(mode === 'add' ? { MaskValue: value } : { MaskDensity: value }), [onPreview, mode]);
  const feather = useCallback((_: string, value: number) => onPreview(mask.What === 'Mask/CircularGradient' ? { Feather: value } : { MaskFeather: value }), [onPreview, mask.What]);
  const percent = useCallback((value: number) => `${Math.round(value * 100)}`, []);
  const whole = useCallback((value: number) => `${Math.round(value)}`, []);
  const softness = mask.What === 'Mask/CircularGradient' ? { value: mask.Feather, initial: 50 } : mask.What === 'Mask/Image' ? { value: mask.MaskFeather ?? 0, initial: 0 } : undefined;
  return (
    <li className={clsx(!active && 'opacity-60')}>
      <div className="flex items-center gap-1">
        <span className="min-w-0 flex-1 truncate text-ui">{mode === 'add' && (only || !inverted(mask)) ? label : t(`maskMode.${mode}`, { label })}{inverted(mask) && <span className="text-quiet"> · {t('invertedMask')}</span>}</span>
        {at && pinOf(mask) && <IconButton label={m('take', { label })} pressed={inHand} onClick={() => takeMask(store, inHand ? null : at)}><Move size={14} aria-hidden /></IconButton>}
        <Sureness maskKeyOf={maskKey(mask)} />
        {mode === 'add' && <IconButton label={t('invertMask', { label })} pressed={inverted(mask)} onClick={() => { onPreview({ MaskInverted: !inverted(mask), ...(mask.What === 'Mask/CircularGradient' && { Flipped: inverted(mask) }) }); onCommit(); }}><Contrast size={14} aria-hidden /></IconButton>}
        {!only && <IconButton label={m(active ? 'hidePart' : 'showPart', { label })} onClick={() => { onPreview({ MaskActive: !active }); onCommit(); }}>{active ? <Eye size={14} aria-hidden /> : <EyeOff size={14} aria-hidden />}</IconButton>}
        {!only && <IconButton label={t('removeMask', { name: label })} onClick={() => { store.setState({ inHand: null }); onPreview(null); onCommit(); }}><Trash2 size={14} aria-hidden /></IconButton>}
      </div>
      {inHand && isBrushed(mask) && <BrushSettings />}
      {mask.What === 'Mask/RangeMask' && <RangeEditor mask={mask} onPreview={(change) => onPreview(change as Change)} onCommit={onCommit} />}
      <div className="-mx-2">
        <Slider name="MaskDensity" label={t('density')} description={t('densityHint')} value={maskStrength(mask)} initial={1} range={DENSITY} scale={100} show={percent} mover={undefined} onPreview={density} onCommit={onCommit} />
        {softness && <Slider name="MaskFeather" label={t('feather')} description={t('featherHint')} value={softness.value} initial={softness.initial} range={FEATHER} show={whole} mover={undefined} onPreview={feather} onCommit={onCommit} />}
      </div>
    </li>
  );
}

/** How sure a found mask is: a share when it is, a warning with its reason when it is not. */
function Sureness({ maskKeyOf: key }: { readonly maskKeyOf: string | undefined }) {
  const t = useTranslations('develop');
  const locale = useLocale();
  const answer = useMask(key);
  if (!answer) return null;
  if (answer.state === 'looking') return <span className="animate-pulse text-fine text-quiet" role="status">{t('looking')}</span>;
  if (answer.state !== 'found' || !answer.view.known) return <Doubt words={t('cannotFind')} />;
  const { confidence, doubtful, reason } = answer.view;
  const share = Math.round(confidence * 100);
  if (!doubtful) return <Hint label={t('sureHint', { percent: share })}><span className="text-fine text-quiet tabular-nums">{share} %</span></Hint>;
  return <Doubt words={`${t('doubtful', { percent: share })}${reason ? ` ${reason[locale]}` : ''}`} />;
}

function Doubt({ words }: { readonly words: string }) {
  return (
    <Hint label={words}>
      <span role="img" aria-label={words} data-testid="doubtful" className="inline-flex size-6 items-center justify-center text-danger"><TriangleAlert size={14} aria-hidden /></span>
    </Hint>
  );
}
