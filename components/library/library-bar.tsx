'use client';

import { ArrowDownUp, Search, SquareCheck, X } from 'lucide-react';
import clsx from 'clsx';
import { useMemo, type Ref } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { SessionCard } from '@/lib/studio/types';
import { Button, IconButton } from '../ui/button';
import { ask, selectNothing, useLibrary } from './library-store';
import { EVERYTHING, facetsOf, isFiltered, SORTS, type Sort } from './query';

type Option = { readonly value: string; readonly label: string };
type ChoiceProps = { readonly label: string; readonly value: string; readonly options: readonly Option[]; readonly set: boolean; readonly onChange: (value: string) => void };

/** A native choice: on a phone it opens the system's own wheel. */
function Choice({ label, value, options, set, onChange }: ChoiceProps) {
  return (
    <select aria-label={label} title={label} value={value} onChange={(event) => onChange(event.target.value)} className={clsx('h-8 max-w-44 shrink-0 rounded-lg border bg-panel px-2 text-ui pointer-coarse:h-10', set ? 'border-text text-text' : 'border-line text-quiet')}>
      {options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
    </select>
  );
}

const asSort = (value: string): Sort => SORTS.find((sort) => sort === value) ?? EVERYTHING.sort;

type Props = { readonly cards: readonly SessionCard[]; readonly shown: number; readonly searchRef: Ref<HTMLInputElement> };

/** Search, filters and order. */
export function LibraryBar({ cards, shown, searchRef }: Props) {
  const t = useTranslations('library');
  const format = useFormatter();
  const query = useLibrary((state) => state.query);
  const selecting = useLibrary((state) => state.selecting || state.selection.ids.size > 0);
  const facets = useMemo(() => facetsOf(cards), [cards]);
  const any = (label: string): Option => ({ value: '', label });
  const facet = (value: string, count: number): Option => ({ value, label: t('facet', { value, count }) });
  const month = (value: string) => format.dateTime(new Date(`${value}-15T12:00:00Z`), { year: 'numeric', month: 'long', timeZone: 'UTC' });
  const optional = (value: string) => (value === '' ? undefined : value);
  return (
    <div role="search" className="flex flex-wrap items-center gap-2">
      <div className="flex h-9 min-w-48 flex-1 items-center gap-2 rounded-xl border border-line bg-panel px-3 focus-within:border-quiet sm:max-w-xs pointer-coarse:h-10">
        <Search size={15} aria-hidden className="shrink-0 text-quiet" />
        <input ref={searchRef} type="search" value={query.search} aria-label={t('search')} placeholder={t('search')} onChange={(event) => ask({ search: event.target.value })} onKeyDown={(event) => { if (event.key === 'Escape') { ask({ search: '' }); event.currentTarget.blur(); } }} className="min-w-0 flex-1 bg-transparent text-ui outline-none placeholder:text-quiet max-sm:text-[16px] [&::-webkit-search-cancel-button]:hidden" />
        {query.search !== '' && <button type="button" aria-label={t('clearSearch')} onClick={() => ask({ search: '' })} className="-mr-1.5 inline-flex size-6 items-center justify-center rounded text-quiet hover:text-text"><X size={14} aria-hidden /></button>}
      </div>
      <div className="-mx-5 flex min-w-0 items-center gap-2 overflow-x-auto px-5 py-1 [scrollbar-width:none] sm:mx-0 sm:flex-wrap sm:px-0">
        <Choice label={t('filter.edited')} set={query.edited !== undefined} value={query.edited === undefined ? '' : String(query.edited)} onChange={(value) => ask({ edited: value === '' ? undefined : value === 'true' })} options={[any(t('filter.anyEdited')), { value: 'true', label: t('filter.isEdited') }, { value: 'false', label: t('filter.isUntouched') }]} />
        <Choice label={t('filter.stars')} set={query.stars !== undefined} value={String(query.stars ?? '')} onChange={(value) => ask({ stars: value === '' ? undefined : Number(value) })} options={[any(t('filter.anyStars')), ...[1, 2, 3, 4, 5].map((count) => ({ value: String(count), label: t('filter.minStars', { count }) }))]} />
        {(facets.formats.length > 1 || query.format !== undefined) && <Choice label={t('filter.format')} set={query.format !== undefined} value={query.format ?? ''} onChange={(value) => ask({ format: optional(value) })} options={[any(t('filter.anyFormat')), ...facets.formats.map(({ value, count }) => ({ ...facet(value.toUpperCase(), count), value }))]} />}
        {(facets.cameras.length > 0 || query.camera !== undefined) && <Choice label={t('filter.camera')} set={query.camera !== undefined} value={query.camera ?? ''} onChange={(value) => ask({ camera: optional(value) })} options={[any(t('filter.anyCamera')), ...facets.cameras.map(({ value, count }) => facet(value, count))]} />}
        {(facets.months.length > 1 || query.month !== undefined) && <Choice label={t('filter.month')} set={query.month !== undefined} value={query.month ?? ''} onChange={(value) => ask({ month: optional(value) })} options={[any(t('filter.anyMonth')), ...facets.months.map(({ value, count }) => ({ ...facet(month(value), count), value }))]} />}
        <span aria-hidden className="h-5 w-px shrink-0 bg-line" />
        <Choice label={t('sortBy')} set={false} value={query.sort} onChange={(value) => ask({ sort: asSort(value) })} options={SORTS.map((value) => ({ value, label: t(`sort.${value}`) }))} />
        <IconButton label={t('reverse')} pressed={query.reversed} onClick={() => ask({ reversed: !query.reversed })}><ArrowDownUp size={15} aria-hidden /></IconButton>
        <IconButton label={t('selectMode')} pressed={selecting} onClick={() => (selecting ? selectNothing() : useLibrary.setState({ selecting: true }))}><SquareCheck size={15} aria-hidden /></IconButton>
      </div>
      <p role="status" className="ml-auto text-fine whitespace-nowrap text-quiet tabular-nums">{isFiltered(query) ? t('someShown', { shown, count: cards.length }) : t('allShown', { count: cards.length })}</p>
      {isFiltered(query) && <Button look="quiet" className="h-7 px-2" onClick={() => ask({ search: '', edited: undefined, stars: undefined, format: undefined, camera: undefined, month: undefined })}><X size={13} aria-hidden />{t('showAll')}</Button>}
    </div>
  );
}
