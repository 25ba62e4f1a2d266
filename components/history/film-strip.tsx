'use client';

import { Columns2, EyeOff, GitBranch, WandSparkles } from 'lucide-react';
import clsx from 'clsx';
import { memo, useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { outputSize } from '@/lib/develop/engine';
import type { Size } from '@/lib/develop/types';
import type { StepView } from '@/lib/studio/types';
import { THUMB_EDGE, type PictureUrl } from '../studio/urls';
import { MenuButton } from '../ui/menu-button';
import { Thumb } from '../ui/thumb';

const loadBranches = () => import('./branch-list').then((part) => part.BranchList);

export type StripStep = Pick<StepView, 'id' | 'title' | 'hash' | 'baseId' | 'author' | 'settings'> & { readonly rejected?: boolean };

type Props = {
  /** Size of the photo before any crop. */
  readonly full: Size;
  readonly steps: readonly StripStep[];
  readonly selectedId: string;
  readonly onSelect: (stepId: string) => void;
  readonly pictureUrl: PictureUrl;
  /** Other branches that leave before the step at this index; index `steps.length` is after the last. */
  readonly branchesAt?: (index: number) => readonly StripStep[];
  /** Steps that are switched off just before the step at this index. */
  readonly leftOutAt?: (index: number) => readonly StripStep[];
  readonly onEnable?: (stepId: string, beforeIndex: number) => void;
  /** The step that the selected one is compared with. */
  readonly comparedId?: string | null;
  /** A run is working on the next picture. */
  readonly pending?: boolean;
};

/** Height of a picture in the strip, and how narrow and wide it may get, in CSS px. */
const THUMB = { height: 56, least: 40, most: 112 } as const;
/** Widths of what stands between pictures, the space between all of them and the space before the first, in CSS px. */
const BETWEEN = { branches: 34, off: 28 } as const;
const GAP = 4;
const START = 12;

/** Known before the picture is: the strip must not move when it arrives. */
function thumbWidth(full: Size, step: StripStep): number {
  const { width, height } = outputSize(full, step.settings);
  return Math.min(THUMB.most, Math.max(THUMB.least, Math.round((THUMB.height * width) / height)));
}

type Cell = { readonly key: string; readonly x: number; readonly width: number } & (
  | { readonly kind: 'step'; readonly step: StripStep; readonly index: number }
  | { readonly kind: 'branches'; readonly branches: readonly StripStep[] }
  | { readonly kind: 'off'; readonly step: StripStep; readonly index: number }
);

function cellsOf({ full, steps, branchesAt, leftOutAt }: Pick<Props, 'full' | 'steps' | 'branchesAt' | 'leftOutAt'>): readonly Cell[] {
  const cells: Cell[] = [];
  let x: number = START;
  const put = <T extends object>(width: number, cell: T): T & { x: number; width: number } => {
    const placed = { ...cell, x, width };
    x += width + GAP;
    return placed;
  };
  for (let index = 0; index <= steps.length; index++) {
    const branches = branchesAt?.(index) ?? [];
    if (branches.length > 0) cells.push(put(BETWEEN.branches, { kind: 'branches' as const, key: `branches ${index}`, branches }));
    for (const step of leftOutAt?.(index) ?? []) cells.push(put(BETWEEN.off, { kind: 'off' as const, key: `off ${step.id}`, step, index }));
    const step = steps[index];
    if (step) cells.push(put(thumbWidth(full, step), { kind: 'step' as const, key: step.id, step, index }));
  }
  return cells;
}

/** The history as pictures: click, drag along it, or use the arrow keys. */
export function FilmStrip({ full, steps, selectedId, onSelect, pictureUrl, branchesAt, leftOutAt, onEnable, comparedId, pending = false }: Props) {
  const t = useTranslations('history');
  const list = useRef<HTMLDivElement>(null);
  const scrubbing = useRef(false);

  useEffect(() => {
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches || scrubbing.current;
    const chosen = list.current?.querySelector<HTMLElement>('[aria-selected="true"]');
    chosen?.scrollIntoView({ inline: 'nearest', block: 'nearest', behavior: calm ? 'instant' : 'smooth' });
    // Only the selected picture can be tabbed to: focus that is in the strip moves along.
    if (document.activeElement?.matches('[data-step]') && list.current?.contains(document.activeElement)) chosen?.focus({ preventScroll: true });
  }, [selectedId, steps.length]);
  // What is selected stays in sight when the room for the strip changes.
  useEffect(() => {
    const frame = list.current?.parentElement;
    if (!frame) return;
    const watch = new ResizeObserver(() => list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ inline: 'nearest', block: 'nearest' }));
    watch.observe(frame);
    return () => watch.disconnect();
  }, []);

  const scrub = (event: React.PointerEvent) => {
    if (!scrubbing.current) return;
    const under = document.elementFromPoint(event.clientX, event.clientY)?.closest<HTMLElement>('[data-step]');
    const id = under?.dataset.step;
    if (id !== undefined && id !== selectedId && list.current?.contains(under ?? null)) onSelect(id);
  };

  const cells = cellsOf({ full, steps, branchesAt, leftOutAt });
  return (
    <div className="relative h-full touch-pan-x overflow-x-auto overflow-y-hidden scroll-px-6 select-none">
      <div
        ref={list}
        role="listbox"
        aria-label={t('strip')}
        aria-orientation="horizontal"
        className="flex h-full w-max items-center gap-1 px-3"
        onPointerDown={(event) => { scrubbing.current = event.pointerType === 'mouse' && event.button === 0; }}
        onPointerMove={scrub}
        onPointerUp={() => { scrubbing.current = false; }}
        onPointerLeave={() => { scrubbing.current = false; }}
      >
        {cells.map((cell) =>
          cell.kind === 'step' ? (
            <StripPicture key={cell.key} step={cell.step} index={cell.index} selected={cell.step.id === selectedId} compared={cell.step.id === comparedId} onSelect={onSelect} url={pictureUrl(cell.step, THUMB_EDGE)} width={cell.width} made={cell.index > 0 && cell.step.baseId !== null && cell.step.baseId !== steps[cell.index - 1]?.baseId} />
          ) : (
            <span key={cell.key} aria-hidden className="shrink-0" style={{ width: cell.width }} />
          ),
        )}
        {pending && (
          <div className="flex h-14 w-20 shrink-0 items-center justify-center rounded-md border border-dashed border-line" title={t('working')}>
            <span className="size-2 animate-pulse rounded-full bg-accent" />
          </div>
        )}
      </div>
      {/* A list of choices holds nothing but its choices: what stands between them lies over the gaps. */}
      {cells.map((cell) => cell.kind !== 'step' && (
        <div key={cell.key} className="absolute inset-y-0 flex items-center justify-center" style={{ left: cell.x, width: cell.width }}>
          {cell.kind === 'branches' ? <BranchMarker branches={cell.branches} onSelect={onSelect} pictureUrl={pictureUrl} /> : <OffPicture step={cell.step} url={pictureUrl(cell.step, THUMB_EDGE)} onEnable={onEnable && (() => onEnable(cell.step.id, cell.index))} />}
        </div>
      ))}
    </div>
  );
}

/** A step that is switched off: narrow, grey, one click from being on again. */
function OffPicture({ step, url, onEnable }: { readonly step: StripStep; readonly url: string; readonly onEnable: (() => void) | undefined }) {
  const t = useTranslations('history');
  return (
    <button type="button" title={t('off', { title: step.title })} aria-label={t('off', { title: step.title })} onClick={onEnable} disabled={!onEnable} className="relative h-11 w-full overflow-hidden rounded-md border border-dashed border-quiet opacity-70 transition duration-150 hover:opacity-100">
      <Thumb src={url} className="h-full w-full object-cover opacity-50 grayscale" />
      <span className="absolute inset-0 flex items-center justify-center"><EyeOff size={13} aria-hidden className="rounded bg-black/65 p-px text-white" /></span>
    </button>
  );
}

type PictureProps = { readonly step: StripStep; readonly index: number; readonly selected: boolean; /** The selected one is compared with it. */ readonly compared: boolean; readonly onSelect: (id: string) => void; readonly url: string; readonly width: number; /** An image model made it. */ readonly made: boolean };

const StripPicture = memo(function StripPicture({ step, index, selected, compared, onSelect, url, width, made }: PictureProps) {
  const t = useTranslations('history');
  const title = index === 0 ? t('original') : step.title;
  const name = t('stepName', { number: index, title });
  return (
    <button
      type="button"
      role="option"
      data-step={step.id}
      aria-selected={selected}
      aria-label={step.rejected ? t('rejectedName', { name }) : name}
      title={title}
      tabIndex={selected ? 0 : -1}
      onPointerDown={(event) => event.button === 0 && onSelect(step.id)}
      onClick={() => onSelect(step.id)}
      className={clsx(
        'relative h-14 shrink-0 animate-slide-in overflow-hidden rounded-md bg-raised transition duration-150',
        selected ? 'ring-2 ring-text' : compared ? 'outline-2 outline-offset-0 outline-text outline-dashed' : 'opacity-80 hover:opacity-100',
        step.rejected && 'opacity-45 grayscale',
      )}
    >
      <Thumb src={url} className="h-full object-cover" style={{ width }} />
      <span className={clsx('absolute bottom-0.5 left-0.5 rounded px-1 text-[10px] leading-4 tabular-nums', step.author === 'agent' ? 'bg-black/65 text-[#e5a968]' : 'bg-black/65 text-white')}>
        {index}
      </span>
      {compared && !selected && <span title={t('comparedWith')} className="absolute top-0.5 right-0.5 rounded bg-black/65 p-0.5 text-white"><Columns2 size={11} role="img" aria-label={t('comparedWith')} /></span>}
      {made && <span title={t('made')} className="absolute right-0.5 bottom-0.5 rounded bg-black/65 p-0.5 text-[#e5a968]"><WandSparkles size={11} role="img" aria-label={t('made')} /></span>}
      {step.rejected && <span aria-hidden className="absolute inset-0 bg-[linear-gradient(to_top_right,transparent_48.5%,#ff8a80_49.5%,#ff8a80_50.5%,transparent_51.5%)]" />}
    </button>
  );
});

type MarkerProps = { readonly branches: readonly StripStep[]; readonly onSelect: (id: string) => void; readonly pictureUrl: PictureUrl };

function BranchMarker({ branches, onSelect, pictureUrl }: MarkerProps) {
  const t = useTranslations('history');
  if (branches.length === 0) return null;
  return (
    <MenuButton load={loadBranches} menu={{ branches, onSelect, pictureUrl }} popup="dialog" aria-label={t('branches', { count: branches.length })} className="inline-flex h-8 w-full items-center justify-center gap-0.5 rounded-md text-fine text-quiet hover:bg-hover hover:text-text data-[state=open]:bg-hover">
      <GitBranch size={13} aria-hidden />{branches.length}
    </MenuButton>
  );
}
