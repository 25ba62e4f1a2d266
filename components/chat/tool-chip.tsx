'use client';

import { useLocale } from 'use-intl';
import type { ToolChange } from '@/lib/agent/types';
import { changeView, labelOf } from '../develop/words';

/** One moved slider: its name, old → new, and where on its range it went. */
export function ToolChip({ change }: { readonly change: ToolChange }) {
  const locale = useLocale();
  const view = changeView(change, locale);
  return (
    <li className="relative flex items-baseline gap-1.5 overflow-hidden rounded-md border border-line bg-raised px-2 pt-0.5 pb-1.5 text-ui">
      <span className="text-quiet">{labelOf(change.name, locale)}</span>
      <span className="tabular-nums"><span className="text-quiet">{view.from} → </span><b className="font-medium">{view.to}</b></span>
      {view.track && (
        <span aria-hidden className="absolute inset-x-2 bottom-0.5 h-0.5 rounded bg-line">
          <span className="absolute inset-y-0 rounded bg-text" style={{ left: `${Math.min(view.track.start, view.track.end) * 100}%`, width: `${Math.max(2, Math.abs(view.track.end - view.track.start) * 100)}%` }} />
        </span>
      )}
    </li>
  );
}
