'use client';

import { useId, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { LinkInput, LinkOptions } from '@/lib/studio/types';
import { EXPIRIES, expiresAt, type Expiry } from './expiry';

export type Draft = { readonly options: Omit<LinkOptions, 'expiresAt'>; readonly expiry: Expiry; /** Empty: as it is. */ readonly password: string; readonly removePassword: boolean };

/** What a new link allows unless its maker says otherwise: a finished picture is for showing. */
export const NEW_LINK: Draft = { options: { picture: true, settings: false, original: 'none', remix: false, byline: '' }, expiry: 'never', password: '', removePassword: false };

export const draftOf = ({ expiresAt: until, ...options }: LinkOptions): Draft => ({ options, expiry: until === null ? 'never' : 'keep', password: '', removePassword: false });

/** A draft as the server takes it. @param until when the link ends now */
export function inputOf({ options, expiry, password, removePassword }: Draft, now: Date, until: string | null = null): LinkInput {
  return { ...options, expiresAt: expiry === 'keep' ? until : expiresAt(expiry, now), ...(removePassword ? { password: null } : password !== '' && { password }) };
}

const FIELD = 'h-9 w-full rounded-lg border border-line bg-raised px-3 text-ui';
const GIFTS = ['picture', 'settings', 'remix'] as const;
const ORIGINALS = ['none', 'clean', 'whole'] as const;

type Props = { readonly draft: Draft; readonly onChange: (draft: Draft) => void; readonly disabled: boolean; /** Of a link that is there already. */ readonly until?: string | null; readonly hasPassword?: boolean };

/** What visitors of a link may do, until when, and who they are told it is from. */
export function LinkOptionsFields({ draft, onChange, disabled, until = null, hasPassword = false }: Props) {
  const t = useTranslations('share');
  const format = useFormatter();
  const id = useId();
  // The date stays in the list after another was chosen.
  const [kept] = useState(until);
  const set = (options: Partial<Draft['options']>) => onChange({ ...draft, options: { ...draft.options, ...options } });
  return (
    <div className="flex flex-col gap-3.5">
      <fieldset disabled={disabled} className="flex flex-col gap-2">
        <legend className="mb-2 text-ui text-quiet">{t('allow')}</legend>
        {GIFTS.map((gift) => (
          <label key={gift} className="flex items-start gap-2 text-ui">
            <input type="checkbox" checked={draft.options[gift]} onChange={(event) => set({ [gift]: event.target.checked })} className="mt-0.5 size-4 shrink-0 accent-[var(--text)]" />{t(gift)}
          </label>
        ))}
      </fieldset>
      <label className="flex flex-col gap-1.5 text-ui">
        <span className="text-quiet">{t('original')}</span>
        <select value={draft.options.original} disabled={disabled} className={FIELD} onChange={(event) => set({ original: ORIGINALS.find((one) => one === event.target.value) ?? 'none' })}>
          {ORIGINALS.map((one) => <option key={one} value={one}>{t(`originals.${one}`)}</option>)}
        </select>
      </label>
      <label className="flex flex-col gap-1.5 text-ui">
        <span className="text-quiet">{t('byline')}</span>
        <input value={draft.options.byline} maxLength={80} disabled={disabled} autoComplete="name" aria-describedby={`${id}-byline`} className={FIELD} onChange={(event) => set({ byline: event.target.value })} />
        <span id={`${id}-byline`} className="text-fine text-quiet">{t('bylineHint')}</span>
      </label>
      <label className="flex flex-col gap-1.5 text-ui">
        <span className="text-quiet">{t('expires')}</span>
        <select value={draft.expiry} disabled={disabled} className={FIELD} onChange={(event) => onChange({ ...draft, expiry: EXPIRIES.find((one) => one === event.target.value) ?? 'never' })}>
          {EXPIRIES.filter((one) => one !== 'keep' || kept !== null).map((one) => <option key={one} value={one}>{t(`expiry.${one}`, { date: kept === null ? '' : format.dateTime(new Date(kept), { dateStyle: 'medium' }) })}</option>)}
        </select>
      </label>
      <div className="flex flex-col gap-1.5 text-ui">
        <label htmlFor={`${id}-password`} className="text-quiet">{t('password')}</label>
        <input id={`${id}-password`} type="password" value={draft.password} minLength={4} maxLength={200} disabled={disabled || draft.removePassword} autoComplete="new-password" aria-describedby={`${id}-hint`} className={FIELD} onChange={(event) => onChange({ ...draft, password: event.target.value })} />
        <span id={`${id}-hint`} className="text-fine text-quiet">{hasPassword ? t('passwordSet') : t('passwordHint')}</span>
        {hasPassword && <label className="flex items-center gap-2"><input type="checkbox" checked={draft.removePassword} disabled={disabled} onChange={(event) => onChange({ ...draft, removePassword: event.target.checked, password: '' })} className="size-4 accent-[var(--text)]" />{t('passwordRemove')}</label>}
      </div>
    </div>
  );
}
