'use client';

import clsx from 'clsx';
import { useRef, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { curveOf, sameJson } from '@/lib/develop/settings';
import type { CurveTool } from '@/lib/develop/tools';
import type { CurvePoint } from '@/lib/develop/types';
import { pointCurve } from '@/lib/develop/pipeline/colour/curve';
import { BOX, CurveFrame, curvePath, type Channel } from './curve-frame';
import { addPoint, movePoint, nearestPoint, removePoint } from './curve-math';
import { useDevelop } from './use-develop';

const STROKES: Readonly<Record<string, string>> = { ToneCurvePV2012Red: '#ff6b62', ToneCurvePV2012Green: '#58d174', ToneCurvePV2012Blue: '#6c97ff' };
const CHANNELS: Readonly<Record<string, Channel>> = { ToneCurvePV2012Red: 'red', ToneCurvePV2012Green: 'green', ToneCurvePV2012Blue: 'blue' };
export const strokeOf = (name: string): string => STROKES[name] ?? 'var(--text)';
/** How near a pointer must be to take hold of a point, in curve units. */
const REACH = 14;
const KEY_STEP = 2;

/** The point curve of one channel: drag points, click the line to add one, double-click or Delete to remove; Enter adds one by keyboard. */
export function PointCurve({ tool }: { readonly tool: CurveTool }) {
  const t = useTranslations('develop');
  const locale = useLocale();
  const { settings, preview, commit } = useDevelop();
  const [active, setActive] = useState(-1);
  const held = useRef(-1);
  const svg = useRef<SVGSVGElement>(null);
  const points = curveOf(settings, tool.name);
  const stroke = strokeOf(tool.name);

  const show = (next: readonly CurvePoint[]) => preview({
    [tool.name]: sameJson(next, tool.default) ? null : next,
    // A curve that was bent by hand has no name any more.
    ...(tool.name === 'ToneCurvePV2012' && settings['ToneCurveName2012'] !== undefined ? { ToneCurveName2012: 'Custom' } : {}),
  });
  const place = (event: React.PointerEvent | React.MouseEvent): readonly [number, number] => {
    const box = svg.current?.getBoundingClientRect();
    if (!box) return [0, 0];
    return [((event.clientX - box.left) / box.width) * BOX, BOX - ((event.clientY - box.top) / box.height) * BOX];
  };
  const remove = (index: number) => {
    const next = removePoint(points, index);
    if (next === points) return;
    setActive(-1);
    show(next);
    commit();
  };
  return (
    <div className="px-4 pb-2">
      {/* The points inside are the sliders; the square around them only catches the pointer. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <CurveFrame
        ref={svg}
        label={tool.label[locale]}
        channel={CHANNELS[tool.name]}
        onPointerDown={(event) => {
          const [x, y] = place(event);
          let index = nearestPoint(points, x, y, REACH);
          if (index < 0) {
            const added = addPoint(points, x, y);
            if (!added) return;
            index = added.index;
            show(added.points);
          }
          event.currentTarget.setPointerCapture(event.pointerId);
          held.current = index;
          setActive(index);
        }}
        onPointerMove={(event) => {
          if (held.current >= 0) show(movePoint(points, held.current, ...place(event)));
        }}
        onPointerUp={() => {
          if (held.current >= 0) commit();
          held.current = -1;
        }}
        onDoubleClick={(event) => remove(nearestPoint(points, ...place(event), REACH))}
      >
        <path d={curvePath(pointCurve(points))} fill="none" stroke={stroke} strokeWidth={1.8} />
        {points.map(([x, y], index) => (
          <circle
            key={index} // oxlint-disable-line react/no-array-index-key
            cx={x}
            cy={BOX - y}
            r={index === active ? 6 : 4.5}
            fill={index === active ? stroke : 'var(--canvas)'}
            stroke={stroke}
            strokeWidth={1.8}
            role="slider"
            tabIndex={0}
            aria-label={t('curvePoint', { number: index + 1 })}
            aria-valuemin={0}
            aria-valuemax={255}
            aria-valuenow={y}
            aria-valuetext={t('curvePointAt', { input: x, output: y })}
            className={clsx('cursor-grab')}
            onFocus={() => setActive(index)}
            onKeyDown={(event) => {
              if (event.key === 'Delete' || event.key === 'Backspace') return remove(index);
              if (event.key === 'Enter' || event.key === 'Insert') {
                // Halfway to the next point, on the curve.
                const [nx] = points[index + 1] ?? points[index - 1] ?? [x];
                const added = addPoint(points, (x + nx) / 2, pointCurve(points)((x + nx) / 2 / BOX) * BOX);
                event.preventDefault();
                if (!added) return;
                show(added.points);
                commit();
                return setActive(added.index);
              }
              const dx = event.key === 'ArrowRight' ? KEY_STEP : event.key === 'ArrowLeft' ? -KEY_STEP : 0;
              const dy = event.key === 'ArrowUp' ? KEY_STEP : event.key === 'ArrowDown' ? -KEY_STEP : 0;
              if (dx === 0 && dy === 0) return;
              event.preventDefault();
              show(movePoint(points, index, x + dx, y + dy));
            }}
            onKeyUp={(event) => event.key.startsWith('Arrow') && commit()}
          />
        ))}
      </CurveFrame>
      <div className="mt-1 flex justify-between text-fine text-quiet tabular-nums">
        <span>{points[active] ? t('curvePointAt', { input: points[active][0], output: points[active][1] }) : t('curveHint')}</span>
        {settings[tool.name] !== undefined && <button type="button" className="underline underline-offset-2 hover:text-text" onClick={() => { show(tool.default); commit(); }}>{t('reset')}</button>}
      </div>
    </div>
  );
}
