'use client';

import clsx from 'clsx';
import { useRef, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { parametricCurve } from '@/lib/develop/pipeline/colour/curve';
import { numberOf } from '@/lib/develop/settings';
import { toolsOf, type NumberTool } from '@/lib/develop/tools';
import { BOX, CurveFrame, curvePath } from './curve-frame';
import { movedSplit, regionAt, REGIONS, SPLITS, type Splits } from './region-math';
import { useDevelop } from './use-develop';

const TOOLS = new Map(toolsOf('tone-curve').filter((tool): tool is NumberTool => tool.kind === 'number').map((tool) => [tool.name, tool]));
const KEY_STEP = 1;

/** The parametric curve: drag a region up or down, drag the marks below to say where regions meet. */
export function RegionCurve() {
  const t = useTranslations('develop');
  const locale = useLocale();
  const { settings, preview, commit } = useDevelop();
  const [over, setOver] = useState<number | null>(null);
  const held = useRef<{ readonly name: string; readonly y: number; readonly from: number } | null>(null);
  const svg = useRef<SVGSVGElement>(null);
  const splits = SPLITS.map((name) => numberOf(settings, name)) as unknown as Splits;
  const [shadows = 0, darks = 0, lights = 0, highlights = 0] = REGIONS.map((name) => numberOf(settings, name));
  const put = (name: string, value: number) => preview({ [name]: value === TOOLS.get(name)?.default ? null : value });
  const place = (event: React.PointerEvent): readonly [x: number, y: number] => {
    const box = svg.current?.getBoundingClientRect();
    return box ? [(event.clientX - box.left) / box.width, 1 - (event.clientY - box.top) / box.height] : [0, 0];
  };
  const edges = [0, ...splits, 100];
  const name = over === null ? undefined : REGIONS[over];
  const tool = name === undefined ? undefined : TOOLS.get(name);
  const moveSplit = (index: number, to: number) => put(SPLITS[index] ?? '', movedSplit(splits, index, to));
  return (
    <div className="px-4 pb-1">
      <CurveFrame
        ref={svg}
        label={t('regionCurve')}
        style={{ cursor: 'ns-resize' }}
        onPointerDown={(event) => {
          const [x, y] = place(event);
          const region = REGIONS[regionAt(splits, x * 100)] ?? REGIONS[0];
          event.currentTarget.setPointerCapture(event.pointerId);
          held.current = { name: region, y, from: numberOf(settings, region) };
        }}
        onPointerMove={(event) => {
          const [x, y] = place(event);
          const drag = held.current;
          if (drag) put(drag.name, Math.round(Math.min(100, Math.max(-100, drag.from + (y - drag.y) * 400 * (event.shiftKey ? 0.12 : 1)))));
          else setOver(regionAt(splits, Math.min(1, Math.max(0, x)) * 100));
        }}
        onPointerUp={() => {
          if (held.current) commit();
          held.current = null;
        }}
        onPointerLeave={() => !held.current && setOver(null)}
        onDoubleClick={() => {
          if (name === undefined) return;
          put(name, 0);
          commit();
        }}
      >
        {over !== null && <rect x={((edges[over] ?? 0) / 100) * BOX} width={(((edges[over + 1] ?? 0) - (edges[over] ?? 0)) / 100) * BOX} y={0} height={BOX} fill="var(--text)" fillOpacity={0.06} />}
        {splits.map((split, i) => <path key={SPLITS[i]} d={`M${(split / 100) * BOX} 0V${BOX}`} stroke="var(--line)" strokeWidth={1} strokeDasharray="2 3" />)}
        <path d={curvePath(parametricCurve({ shadows, darks, lights, highlights, splits }))} fill="none" stroke="var(--text)" strokeWidth={1.8} />
      </CurveFrame>
      <SplitMarks splits={splits} onMove={moveSplit} onCommit={commit} />
      <p className="flex h-4 justify-between text-fine text-quiet tabular-nums">{tool ? <><span>{tool.short[locale]}</span><span>{numberOf(settings, tool.name)}</span></> : <span>{t('regionHint')}</span>}</p>
    </div>
  );
}

type MarksProps = { readonly splits: Splits; readonly onMove: (index: number, to: number) => void; readonly onCommit: () => void };

function SplitMarks({ splits, onMove, onCommit }: MarksProps) {
  const locale = useLocale();
  const bar = useRef<HTMLDivElement>(null);
  return (
    <div ref={bar} className="relative mt-1 mb-1 h-4 rounded bg-[linear-gradient(to_right,#0a0a0a,#e8e8e8)]">
      {splits.map((split, index) => {
        const tool = TOOLS.get(SPLITS[index] ?? '');
        return (
          <div
            key={SPLITS[index]}
            role="slider"
            tabIndex={0}
            aria-label={tool?.label[locale]}
            aria-valuemin={tool?.min}
            aria-valuemax={tool?.max}
            aria-valuenow={split}
            title={tool?.label[locale]}
            className={clsx('absolute top-0 h-4 w-2.5 -translate-x-1/2 cursor-ew-resize touch-none rounded-sm border-2 border-panel bg-text pointer-coarse:w-4')}
            style={{ left: `${split}%` }}
            onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
            onPointerMove={(event) => {
              const box = bar.current?.getBoundingClientRect();
              if (box && event.currentTarget.hasPointerCapture(event.pointerId)) onMove(index, ((event.clientX - box.left) / box.width) * 100);
            }}
            onPointerUp={onCommit}
            onDoubleClick={() => { onMove(index, tool?.default ?? split); onCommit(); }}
            onKeyDown={(event) => {
              const by = event.key === 'ArrowRight' ? KEY_STEP : event.key === 'ArrowLeft' ? -KEY_STEP : 0;
              if (by === 0) return;
              event.preventDefault();
              onMove(index, split + by * (event.shiftKey ? 10 : 1));
            }}
            onKeyUp={(event) => event.key.startsWith('Arrow') && onCommit()}
          />
        );
      })}
    </div>
  );
}
