'use client';

import { Brush, Check, Eraser, ScanSearch, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { addRetouch } from '@/lib/develop/settings';
import { healSpot, type Spot } from '@/lib/develop/spots';
import type { Result } from '@/lib/studio/types';
import { togglePointing } from '../pointing/pointing-state';
import { useStudio, useStudioData, useStudioStore } from '../studio/context';
import { spotsUrl } from '../studio/urls';
import { Button, IconButton } from '../ui/button';
import { valueOf } from '../ui/result';
import { toast } from '../ui/toast';
import { useErrorText } from '../ui/use-error-text';
import { fillMark } from './retouch-marks';
import { RetouchList } from './retouch-list';
import { useDevelop } from './use-develop';

/** Spots that are looked for and offered, things that are brushed over and filled, and what was done so far. */
export function RetouchEditor() {
  const t = useTranslations('develop');
  const d = useTranslations('draw.retouch');
  const store = useStudioStore();
  const { photo } = useStudioData();
  const { settings, set } = useDevelop();
  const errorText = useErrorText();
  const found = useStudio((state) => state.spots);
  const marks = useStudio((state) => state.marks);
  const pointing = useStudio((state) => state.pointing);
  const [busy, setBusy] = useState(false);
  const looking = useRef<AbortController | null>(null);
  useEffect(() => () => looking.current?.abort(), []);
  const spots = found?.photoId === photo.id ? found.spots : null;
  const offer = (left: readonly Spot[] | null) => store.setState({ spots: left && { photoId: photo.id, spots: left } });
  const find = async () => {
    const asked = new AbortController();
    looking.current = asked;
    setBusy(true);
    try {
      offer(await valueOf(fetch(spotsUrl(photo.id), { signal: asked.signal }).then((answer) => answer.json() as Promise<Result<readonly Spot[]>>)));
    } catch (error) {
      if (!asked.signal.aborted) toast(errorText(error), { tone: 'error' });
    } finally {
      setBusy(false);
    }
  };
  const heal = (taken: readonly Spot[]) => {
    set(addRetouch(settings, ...taken.map(healSpot)));
    const left = spots?.filter((spot) => !taken.includes(spot)) ?? [];
    offer(left.length > 0 ? left : null);
  };
  const fill = () => {
    set(addRetouch(settings, ...marks.map((mark) => fillMark(mark, photo))));
    store.setState({ marks: [], pointing: null });
  };
  return (
    <>
      <div className="flex flex-wrap gap-1.5 px-4 py-1.5">
        <Button disabled={busy} aria-busy={busy} onClick={find}><ScanSearch size={14} aria-hidden className={busy ? 'animate-pulse' : undefined} />{t(busy ? 'findingSpots' : 'findSpots')}</Button>
        {busy && <Button look="quiet" onClick={() => looking.current?.abort()}><X size={14} aria-hidden />{d('cancelFind')}</Button>}
        {marks.length > 0
          ? <Button onClick={fill}><Eraser size={14} aria-hidden />{t('fillMarked')}</Button>
          : <Button aria-pressed={pointing === 'brush'} onClick={() => { if (pointing) togglePointing(store); else { togglePointing(store); store.setState({ pointing: 'brush' }); } }}><Brush size={14} aria-hidden />{t('brushToRemove')}</Button>}
      </div>
      {spots && (
        <section aria-label={t('foundSpots')} className="px-4 py-1 text-ui">
          <div className="flex items-center gap-1">
            <p role="status" className="flex-1 text-quiet">{t('spotsFound', { count: spots.length })}</p>
            {spots.length > 0 && <Button className="h-7 px-2" onClick={() => heal(spots)}>{t('healAll')}</Button>}
            <IconButton label={t('dismissSpots')} onClick={() => offer(null)}><X size={14} aria-hidden /></IconButton>
          </div>
          <ul className="max-h-48 overflow-y-auto">
            {spots.map((spot, index) => (
              <li key={`${spot.x} ${spot.y}`} className="flex items-center gap-2">
                <span className="flex-1 truncate tabular-nums">{index + 1} · {t(`spotKind.${spot.kind}`)} <span className="text-quiet">{t('retouchAt', { x: String(Math.round(100 * spot.x)), y: String(Math.round(100 * spot.y)) })} · {Math.round(100 * spot.confidence)} %</span></span>
                <IconButton label={t('healSpot', { number: index + 1 })} onClick={() => heal([spot])}><Check size={14} aria-hidden /></IconButton>
                <IconButton label={t('keepSpot', { number: index + 1 })} onClick={() => offer(spots.filter((other) => other !== spot))}><X size={14} aria-hidden /></IconButton>
              </li>
            ))}
          </ul>
        </section>
      )}
      <RetouchList />
    </>
  );
}
