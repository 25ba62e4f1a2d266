'use client';

import clsx from 'clsx';
import { useRef, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { numberOf } from '@/lib/develop/settings';
import { GROUPS, toolsOf, type NumberTool } from '@/lib/develop/tools';
import { ToolRow } from './tool-rows';
import { useDevelop } from './use-develop';
import { keyedPuck, placeOf, pulled, puckAt, type Puck } from './wheel-math';

const TOOLS = toolsOf('grading').filter((tool): tool is NumberTool => tool.kind === 'number' && tool.rendered);
const ZONES = ['shadows', 'midtones', 'highlights', 'global'] as const;
type Zone = (typeof ZONES)[number];
const zoneTools = (zone: Zone) => {
  const [hue, saturation, luminance] = TOOLS.filter(({ group }) => group === zone);
  return hue && saturation && luminance ? { hue, saturation, luminance } : undefined;
};
const REST = TOOLS.filter(({ group }) => group === undefined);
const WHEEL = 'conic-gradient(from 90deg, hsl(0 70% 50%), hsl(300 70% 50%), hsl(240 70% 50%), hsl(180 70% 50%), hsl(120 70% 50%), hsl(60 70% 50%), hsl(0 70% 50%))';
const FADE = 'radial-gradient(closest-side, var(--canvas) 0%, transparent 100%)';

/** Colour grading: a wheel for each zone, small ones to choose by, the chosen one large, with its numbers. */
export function GradingWheels() {
  const t = useTranslations('develop');
  const locale = useLocale();
  const { settings, movers } = useDevelop();
  const [zone, setZone] = useState<Zone>('shadows');
  const tools = zoneTools(zone);
  return (
    <>
      <div role="radiogroup" aria-label={t('show')} className="grid grid-cols-4 gap-1 px-4 py-1.5">
        {ZONES.map((one) => {
          const own = zoneTools(one);
          const puck = own && { hue: numberOf(settings, own.hue.name), saturation: numberOf(settings, own.saturation.name) };
          const moved = own && Object.values(own).find(({ name }) => settings[name] !== undefined);
          return (
            <button key={one} type="button" role="radio" aria-checked={one === zone} onClick={() => setZone(one)} className="flex flex-col items-center gap-1 rounded-lg py-1.5 text-fine text-quiet hover:text-text aria-checked:bg-hover aria-checked:text-text">
              <span aria-hidden className="relative size-9 rounded-full" style={{ background: `${FADE}, ${WHEEL}` }}>{puck && <Dot puck={puck} small />}</span>
              <span className="flex items-center gap-1">{GROUPS[one][locale]}{moved && <span aria-hidden className={clsx('size-1 rounded-full', movers.get(moved.name)?.by === 'agent' ? 'bg-accent' : 'bg-text')} />}</span>
            </button>
          );
        })}
      </div>
      {tools && <Wheel key={zone} label={GROUPS[zone][locale]} hue={tools.hue.name} saturation={tools.saturation.name} />}
      {tools && [tools.hue, tools.saturation, tools.luminance].map((tool) => <ToolRow key={tool.name} tool={tool} />)}
      <div className="mx-4 my-1 h-px bg-line" />
      {REST.map((tool) => <ToolRow key={tool.name} tool={tool} />)}
    </>
  );
}

function Dot({ puck, small = false }: { readonly puck: Puck; readonly small?: boolean }) {
  const [x, y] = placeOf(puck);
  return <span className={clsx('absolute -translate-1/2 rounded-full border-white bg-black/30 shadow', small ? 'size-2 border' : 'size-4 border-2 group-focus-visible:ring-2 group-focus-visible:ring-text')} style={{ left: `${50 + 50 * x}%`, top: `${50 + 50 * y}%`, background: puck.saturation > 0 ? `hsl(${puck.hue} ${30 + puck.saturation * 0.7}% 50%)` : undefined }} />;
}

type WheelProps = { readonly label: string; readonly hue: string; readonly saturation: string };

/** The large wheel. Shift pulls finely, Alt keeps the saturation, Ctrl or ⌘ keeps the hue; a double click puts it back. */
function Wheel({ label, hue: hueName, saturation: saturationName }: WheelProps) {
  const t = useTranslations('develop');
  const { settings, preview, commit } = useDevelop();
  const puck: Puck = { hue: numberOf(settings, hueName), saturation: numberOf(settings, saturationName) };
  const held = useRef<{ x: number; y: number; puck: Puck } | null>(null);
  const show = (next: Puck) => preview({ [hueName]: next.hue === 0 ? null : next.hue, [saturationName]: next.saturation === 0 ? null : next.saturation });
  const placed = (event: React.PointerEvent): readonly [number, number] => {
    const box = event.currentTarget.getBoundingClientRect();
    return [((event.clientX - box.left) / box.width) * 2 - 1, ((event.clientY - box.top) / box.height) * 2 - 1];
  };
  return (
    <div className="flex justify-center px-4 py-2">
      <div
        role="slider"
        tabIndex={0}
        aria-label={t('wheelOf', { zone: label })}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={puck.saturation}
        aria-valuetext={t('wheelAt', puck)}
        title={t('wheelHint')}
        data-wheel={saturationName}
        className="group relative size-44 cursor-crosshair touch-none rounded-full outline-none!"
        style={{ background: `${FADE}, ${WHEEL}` }}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          event.currentTarget.focus({ preventScroll: true });
          const [x, y] = placed(event);
          const [px, py] = placeOf(puck);
          // On the puck a pull starts from it; elsewhere it jumps to the pointer, unless something is to be kept.
          const jump = Math.hypot(x - px, y - py) > 0.12 && !event.shiftKey && !event.altKey && !event.ctrlKey && !event.metaKey;
          const from = jump ? puckAt(x, y) : puck;
          held.current = { x, y, puck: from };
          if (jump) show(from);
        }}
        onPointerMove={(event) => {
          const from = held.current;
          if (!from) return;
          const [x, y] = placed(event);
          show(pulled(from.puck, x - from.x, y - from.y, { fine: event.shiftKey, ...(event.altKey ? { hold: 'saturation' } : event.ctrlKey || event.metaKey ? { hold: 'hue' } : {}) }));
        }}
        onPointerUp={() => {
          if (held.current) commit();
          held.current = null;
        }}
        onDoubleClick={() => { show({ hue: 0, saturation: 0 }); commit(); }}
        onKeyDown={(event) => {
          if (event.key === 'Backspace' || event.key === 'Delete') { show({ hue: 0, saturation: 0 }); return commit(); }
          const next = event.metaKey || event.ctrlKey || event.altKey ? undefined : keyedPuck(puck, event.key, event.shiftKey);
          if (!next) return;
          event.preventDefault();
          show(next);
        }}
        onKeyUp={(event) => event.key.startsWith('Arrow') && commit()}
      >
        <span aria-hidden className="absolute inset-0 rounded-full ring-1 ring-line ring-inset" />
        <Dot puck={puck} />
      </div>
    </div>
  );
}
