'use client';

import { Check, ChevronDown, Code, Copy, ExternalLink, SlidersHorizontal, Trash2 } from 'lucide-react';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { useFormatter, useNow, useTranslations } from 'use-intl';
import { updateLink } from '@/app/actions';
import type { LinkView } from '@/lib/studio/types';
import { Button, IconButton } from '../ui/button';
import { valueOf } from '../ui/result';
import { useAgo } from '../ui/use-ago';
import { embedCode } from './embed-code';
import { draftOf, inputOf, LinkOptionsFields } from './link-options';

export const addressOf = (token: string) => `${location.origin}/share/${token}`;

/** What could not be copied last: an object of its own each time. */
export type ByHand = { readonly text: string } | null;

/** For a field that holds `text`: takes the focus, and with it selects, when that is to be copied by hand. */
function useByHand<T extends HTMLElement>(text: string, byHand: ByHand): RefObject<T | null> {
  const field = useRef<T>(null);
  useEffect(() => {
    if (byHand?.text === text) field.current?.focus();
  }, [text, byHand]);
  return field;
}

type Props = {
  readonly link: LinkView;
  /** Of the session: what the frame is called. */
  readonly name: string;
  readonly busy: boolean;
  /** What was copied last. */
  readonly copied: string | null;
  readonly byHand: ByHand;
  readonly onCopy: (text: string) => void;
  readonly onChanged: (link: LinkView) => void;
  readonly onRevoke: () => void;
  readonly attempt: (work: () => Promise<void>) => Promise<boolean>;
};

type Open = 'options' | 'embed' | null;

/** A link: its address, what became of it, and how to change or end it. */
export function LinkRow({ link, name, busy, copied, byHand, onCopy, onChanged, onRevoke, attempt }: Props) {
  const t = useTranslations('share');
  const [open, setOpen] = useState<Open>(null);
  const [draft, setDraft] = useState(() => draftOf(link.options));
  const address = addressOf(link.token);
  const code = embedCode(location.origin, link.token, name);
  const addressField = useByHand<HTMLInputElement>(address, byHand);
  const codeField = useByHand<HTMLTextAreaElement>(code, byHand);
  const toggle = (part: Open) => {
    setDraft(draftOf(link.options));
    setOpen(open === part ? null : part);
  };
  const save = async () => {
    const done = await attempt(async () => onChanged(await valueOf(updateLink(link.token, inputOf(draft, new Date(), link.options.expiresAt)))));
    if (done) setOpen(null);
  };
  return (
    <li data-testid="link" className="animate-rise rounded-xl border border-line px-3 py-2">
      <div className="flex items-center gap-1">
        <input ref={addressField} readOnly value={address} aria-label={t('address')} onFocus={(event) => event.target.select()} className="min-w-0 flex-1 truncate bg-transparent text-ui" />
        <IconButton label={copied === address ? t('copied') : t('copy')} onClick={() => onCopy(address)}>{copied === address ? <Check size={15} aria-hidden className="text-good" /> : <Copy size={15} aria-hidden />}</IconButton>
        <a href={`/share/${link.token}`} target="_blank" rel="noreferrer" aria-label={t('open')} title={t('open')} className="inline-flex size-8 items-center justify-center rounded-lg text-quiet hover:bg-hover hover:text-text"><ExternalLink size={15} aria-hidden /></a>
        <IconButton label={t('revoke')} disabled={busy} onClick={onRevoke}><Trash2 size={15} aria-hidden /></IconButton>
      </div>
      <Facts link={link} />
      <div className="mt-1 flex gap-1">
        <Toggle open={open === 'options'} onClick={() => toggle('options')}><SlidersHorizontal size={13} aria-hidden />{t('edit')}</Toggle>
        <Toggle open={open === 'embed'} onClick={() => toggle('embed')}><Code size={13} aria-hidden />{t('embed')}</Toggle>
      </div>
      {open === 'options' && (
        <form className="mt-2 flex flex-col gap-3 border-t border-line pt-3" onSubmit={(event) => { event.preventDefault(); void save(); }}>
          <LinkOptionsFields draft={draft} onChange={setDraft} disabled={busy} until={link.options.expiresAt} hasPassword={link.hasPassword} />
          <Button look="solid" type="submit" disabled={busy} className="self-end">{t('save')}</Button>
        </form>
      )}
      {open === 'embed' && (
        <div className="mt-2 flex flex-col gap-2 border-t border-line pt-3">
          {link.hasPassword ? <p className="text-fine text-quiet">{t('embedLocked')}</p> : (
            <>
              <textarea ref={codeField} readOnly rows={4} value={code} aria-label={t('embedCode')} onFocus={(event) => event.target.select()} className="w-full resize-none rounded-lg border border-line bg-raised p-2 font-mono text-fine break-all" />
              <Button onClick={() => onCopy(code)} className="self-end">{copied === code ? <Check size={14} aria-hidden className="text-good" /> : <Copy size={14} aria-hidden />}{t('embedCopy')}</Button>
            </>
          )}
        </div>
      )}
    </li>
  );
}

function Toggle({ open, onClick, children }: { readonly open: boolean; readonly onClick: () => void; readonly children: React.ReactNode }) {
  return <Button look="quiet" aria-expanded={open} onClick={onClick} className="-ml-1 h-7 px-2 text-fine">{children}<ChevronDown size={12} aria-hidden className={open ? 'rotate-180 transition' : 'transition'} /></Button>;
}

function Facts({ link }: { readonly link: LinkView }) {
  const t = useTranslations('share');
  const ago = useAgo();
  const now = useNow();
  const format = useFormatter();
  const until = link.options.expiresAt === null ? null : new Date(link.options.expiresAt);
  const facts = [
    t('facts', { when: ago(link.createdAt), views: link.views, remixes: link.remixes }),
    link.hasPassword && t('locked'),
    until && (until <= now ? t('expired') : t('until', { date: format.dateTime(until, { dateStyle: 'medium' }) })),
  ].filter((fact) => typeof fact === 'string');
  return <p className="text-fine text-quiet tabular-nums">{facts.join(' · ')}</p>;
}
