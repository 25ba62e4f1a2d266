'use client';

import { ArrowLeftRight, ChevronDown, ChevronRight, Star, WandSparkles, X } from 'lucide-react';
import clsx from 'clsx';
import { useEffect, useMemo, useRef, type KeyboardEvent } from 'react';
import { useTranslations } from 'use-intl';
import type { StepView } from '@/lib/studio/types';
import { compareAgainst } from '../studio/compare-slice';
import { useStudio, useStudioActions, useStudioData, useStudioStore } from '../studio/context';
import { THUMB_EDGE } from '../studio/urls';
import { IconButton } from '../ui/button';
import { Toasts } from '../ui/toast';
import { Thumb } from '../ui/thumb';
import { lanesOf, unfolded, type Lane } from './lanes';
import { StepContextMenu, StepMenuButton } from './step-menu';
import { useLaneName } from './use-lane-name';

/** Sizes of the drawing in CSS px: from column to column, from row to row, and of a picture. */
const COLUMN = 56;
const ROW = 44;
const NODE = { width: 46, height: 34 } as const;
const EDGE = 12;

type Node = { readonly step: StepView; readonly x: number; readonly y: number; readonly row: number };

/** Every step's place: its column is how far it is from the original, its row its lane. */
function placesOf(lanes: readonly Lane[]): ReadonlyMap<string, Node> {
  const nodes = lanes.flatMap((lane, row) => lane.steps.map((step, at): Node => ({ step, row, x: EDGE + (lane.column + at) * COLUMN + NODE.width / 2, y: row * ROW + ROW / 2 })));
  return new Map(nodes.map((node) => [node.step.id, node]));
}

/** From a parent to its child: straight along a lane, else down and round into the child's. */
function edgeOf(from: Node, to: Node): string {
  if (from.y === to.y) return `M${from.x} ${from.y}H${to.x}`;
  const bend = 10;
  const corner = from.x + (COLUMN - NODE.width) / 2 + NODE.width / 2 - 1;
  return `M${from.x} ${from.y}H${corner - bend / 2}Q${corner} ${from.y} ${corner} ${from.y + bend}V${to.y - bend}Q${corner} ${to.y} ${corner + bend / 2} ${to.y}H${to.x}`;
}

/** The whole history, drawn as the tree it is. */
export function TreePanel() {
  const t = useTranslations('history.tree');
  const store = useStudioStore();
  const { steps, tree, selected, branch } = useStudioData();
  const folded = useStudio((state) => state.foldedLanes);
  const compare = useStudio((state) => state.compare);
  const compareWith = useStudio((state) => state.compareWith);
  const laneName = useLaneName();
  const all = useMemo(() => lanesOf(steps), [steps]);
  const lanes = useMemo(() => unfolded(all, folded), [all, folded]);
  const places = useMemo(() => placesOf(lanes), [lanes]);
  const onBranch = useMemo(() => new Set(branch.map((step) => step.id)), [branch]);
  const compared = compare === 'off' || compareWith === null ? undefined : tree.byId.get(compareWith);
  const titleOf = (step: StepView) => (step.parentId === null ? t('main') : step.title);
  const fold = (id: string) => store.setState(({ foldedLanes }) => {
    const next = new Set(foldedLanes);
    if (!next.delete(id)) next.add(id);
    return { foldedLanes: next };
  });

  return (
    <section id="history-tree" aria-label={t('title')} className="flex shrink-0 md:max-h-[min(15rem,42dvh)] animate-fade flex-col border-t border-line bg-panel max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:z-30 max-md:h-[45dvh] max-md:animate-rise max-md:rounded-t-2xl max-md:shadow-2xl">
      <header className="flex h-9 shrink-0 items-center gap-2 px-3">
        <h2 className="text-ui font-medium">{t('title')}</h2>
        {compared ? (
          <p role="status" className="flex min-w-0 items-center gap-1 text-fine text-quiet">
            <span className="truncate">{t('comparing', { a: titleOf(selected), b: titleOf(compared) })}</span>
            <IconButton label={t('swap')} className="size-7" onClick={() => { store.setState({ selectedId: compared.id }); compareAgainst(store, selected.id); }}><ArrowLeftRight size={13} aria-hidden /></IconButton>
            <IconButton label={t('endCompare')} className="size-7" onClick={() => store.setState({ compare: 'off', compareWith: null })}><X size={13} aria-hidden /></IconButton>
          </p>
        ) : (
          <p className="min-w-0 truncate text-fine text-quiet max-sm:hidden">{t('hint')}</p>
        )}
        <span className="flex-1" />
        <IconButton label={t('close')} className="size-7" onClick={() => store.setState({ treeOpen: false })}><X size={15} aria-hidden /></IconButton>
      </header>
      {/* On a phone the sheet lies over the panel, and with it over what is said there. */}
      <div className="md:hidden"><Toasts className="px-3 pb-2" /></div>
      <div className="min-h-0 flex-1 overflow-auto pb-2">
        <div className="flex w-max min-w-full">
          <ul className="sticky left-0 z-10 w-56 shrink-0 bg-panel max-sm:w-36">
            {lanes.map((lane) => <LaneRow key={lane.id} lane={lane} name={laneName(lane, all)} folded={folded.has(lane.id)} shown={lane.steps.some((step) => onBranch.has(step.id))} onFold={() => fold(lane.id)} />)}
          </ul>
          <StepContextMenu><Graph lanes={lanes} places={places} onBranch={onBranch} comparedId={compared?.id} /></StepContextMenu>
        </div>
      </div>
    </section>
  );
}

function LaneRow({ lane, name, folded, shown, onFold }: { readonly lane: Lane; readonly name: string; readonly folded: boolean; /** The strip shows some of it. */ readonly shown: boolean; readonly onFold: () => void }) {
  const t = useTranslations('history.tree');
  const { select } = useStudioActions();
  const first = lane.steps[0];
  const tip = lane.steps.at(-1);
  if (!first || !tip) return null;
  const stars = Math.max(0, ...lane.steps.map((step) => step.stars ?? 0));
  return (
    <li className="flex items-center gap-0.5 pr-1" style={{ height: ROW, paddingLeft: 6 + Math.min(3, lane.level) * 8 }}>
      {lane.below > 0 ? (
        <button type="button" aria-expanded={!folded} aria-label={t(folded ? 'unfold' : 'fold', { name })} onClick={onFold} className="inline-flex size-6 shrink-0 items-center justify-center rounded text-quiet hover:bg-hover hover:text-text">
          {folded ? <ChevronRight size={14} aria-hidden /> : <ChevronDown size={14} aria-hidden />}
        </button>
      ) : (
        <span className="size-6 shrink-0" />
      )}
      <button type="button" onClick={() => select(tip.id)} title={name} className="min-w-0 flex-1 rounded px-1 py-0.5 text-left hover:bg-hover">
        <span className={clsx('block truncate text-ui', shown ? 'font-medium text-text' : 'text-quiet', lane.rejected && 'line-through')}>{name}</span>
        <span className="flex items-center gap-1 text-fine text-quiet">
          {folded ? t('folded', { count: lane.below }) : t('steps', { count: lane.steps.filter((step) => step.parentId !== null).length })}
          {stars > 0 && <span role="img" aria-label={t('starred', { count: stars })} className="inline-flex items-center text-text"><Star size={10} fill="currentColor" strokeWidth={0} aria-hidden />{stars}</span>}
        </span>
      </button>
      <StepMenuButton step={first} label={t('more', { name })} className="inline-flex size-7 shrink-0 items-center justify-center rounded text-quiet hover:bg-hover hover:text-text data-[state=open]:bg-hover" />
    </li>
  );
}

type GraphProps = { readonly lanes: readonly Lane[]; readonly places: ReadonlyMap<string, Node>; readonly onBranch: ReadonlySet<string>; readonly comparedId: string | undefined };

function Graph({ lanes, places, onBranch, comparedId }: GraphProps) {
  const t = useTranslations('history');
  const store = useStudioStore();
  const { tree, selected, pictureUrl } = useStudioData();
  const { select } = useStudioActions();
  const area = useRef<HTMLDivElement>(null);
  const nodes = [...places.values()];
  const width = Math.max(0, ...nodes.map((node) => node.x)) + NODE.width / 2 + EDGE;
  const focusable = places.has(selected.id) ? selected.id : nodes[0]?.step.id;

  useEffect(() => {
    const chosen = area.current?.querySelector<HTMLElement>('[aria-selected="true"]');
    chosen?.scrollIntoView({ inline: 'nearest', block: 'nearest' });
    if (area.current?.contains(document.activeElement)) chosen?.focus({ preventScroll: true });
  }, [selected.id]);

  /** Left and right along the history, up and down to the nearest step of another lane. */
  const neighbour = (from: Node, key: string): StepView | undefined => {
    const children = (tree.children.get(from.step.id) ?? []).filter((child) => places.has(child.id));
    if (key === 'ArrowLeft') return from.step.parentId === null ? undefined : tree.byId.get(from.step.parentId);
    if (key === 'ArrowRight') return children.find((child) => places.get(child.id)?.row === from.row) ?? children[0];
    const row = from.row + (key === 'ArrowDown' ? 1 : -1);
    return nodes.filter((node) => node.row === row).toSorted((a, b) => Math.abs(a.x - from.x) - Math.abs(b.x - from.x))[0]?.step;
  };
  const move = (event: KeyboardEvent) => {
    if (!event.key.startsWith('Arrow') || event.metaKey || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    const from = places.get(selected.id);
    const next = from && neighbour(from, event.key);
    if (next) select(next.id);
  };
  return (
    <div ref={area} role="tree" aria-label={t('tree.graph')} tabIndex={-1} className="relative shrink-0" style={{ width, height: lanes.length * ROW }} onKeyDown={move}>
      <svg aria-hidden width={width} height={lanes.length * ROW} className="pointer-events-none absolute inset-0" fill="none">
        {nodes.map((node) => {
          const parent = node.step.parentId === null ? undefined : places.get(node.step.parentId);
          const lit = parent !== undefined && onBranch.has(node.step.id) && onBranch.has(parent.step.id);
          return parent && <path key={node.step.id} d={edgeOf(parent, node)} stroke={lit ? 'var(--text)' : 'var(--quiet)'} strokeOpacity={lit ? 0.85 : 0.4} strokeWidth={lit ? 1.75 : 1.25} strokeDasharray={node.step.rejected ? '3 3' : undefined} />;
        })}
      </svg>
      {nodes.map(({ step, x, y, row }) => {
        const parent = step.parentId === null ? undefined : tree.byId.get(step.parentId);
        const title = parent ? step.title : t('original');
        const depth = Math.round((x - EDGE - NODE.width / 2) / COLUMN);
        const name = t('stepName', { number: depth, title });
        return (
          <button
            key={step.id}
            type="button"
            role="treeitem"
            data-step={step.id}
            aria-level={(lanes[row]?.level ?? 0) + 1}
            aria-selected={step.id === selected.id}
            aria-label={step.rejected ? t('rejectedName', { name }) : name}
            title={title}
            tabIndex={step.id === focusable ? 0 : -1}
            onClick={(event) => {
              if (event.shiftKey && step.id !== selected.id) compareAgainst(store, parent ? step.id : null);
              else select(step.id);
            }}
            className={clsx(
              'absolute overflow-hidden rounded bg-raised transition-opacity duration-150',
              step.id === selected.id ? 'ring-2 ring-text' : step.id === comparedId ? 'outline-2 outline-text outline-dashed' : onBranch.has(step.id) ? 'ring-1 ring-line hover:ring-quiet' : 'opacity-60 ring-1 ring-line hover:opacity-100',
              step.rejected && 'grayscale',
            )}
            style={{ left: x - NODE.width / 2, top: y - NODE.height / 2, ...NODE }}
          >
            <Thumb src={pictureUrl(step, THUMB_EDGE)} className="h-full w-full object-cover" lazy />
            {(step.stars ?? 0) > 0 && <Star size={10} aria-hidden fill="currentColor" strokeWidth={0} className="absolute top-0.5 right-0.5 text-white drop-shadow" />}
            {parent && step.baseId !== null && step.baseId !== parent.baseId && <WandSparkles size={10} aria-hidden className="absolute right-0.5 bottom-0.5 text-[#e5a968] drop-shadow" />}
          </button>
        );
      })}
    </div>
  );
}
