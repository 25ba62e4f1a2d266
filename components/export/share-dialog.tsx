'use client';

import { useQueryClient } from '@tanstack/react-query';
import { Check, Copy, ExternalLink, Link2, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { createLink, revokeLink } from '@/app/actions';
import type { LinkView, SessionView } from '@/lib/studio/types';
import { useStudioData } from '../studio/context';
import { sessionKey } from '../studio/session-data';
import { Button, IconButton } from '../ui/button';
import { Modal } from '../ui/modal';
import { valueOf } from '../ui/result';
import { useAgo } from '../ui/use-ago';
import { useErrorText } from '../ui/use-error-text';

const addressOf = (token: string) => `${location.origin}/share/${token}`;

/** Links to this branch: make, copy, take back. */
export function ShareDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useTranslations('share');
  const client = useQueryClient();
  const errorText = useErrorText();
  const { session, selected } = useStudioData();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [copied, setCopied] = useState<string | null>(null);
  const put = (change: (links: readonly LinkView[]) => readonly LinkView[]) =>
    client.setQueryData<SessionView>(sessionKey(session.id), (old) => old && { ...old, links: change(old.links) });

  const copy = async (token: string) => {
    try {
      await navigator.clipboard.writeText(addressOf(token));
      setCopied(token);
      setTimeout(() => setCopied((now) => (now === token ? null : now)), 2_000);
    } catch {
      setProblem(t('copyFailed'));
    }
  };
  const attempt = async (work: () => Promise<void>) => {
    setBusy(true);
    setProblem(null);
    try {
      await work();
    } catch (error) {
      setProblem(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  const create = () => attempt(async () => {
    const link = await valueOf(createLink(session.id, selected.id));
    put((links) => [link, ...links.filter((one) => one.token !== link.token)]);
    await copy(link.token);
  });
  const revoke = (token: string) => attempt(async () => {
    await valueOf(revokeLink(token));
    put((links) => links.filter((one) => one.token !== token));
  });
  return (
    <Modal open onClose={onClose} title={t('title')} description={t('description')}>
      <Button look="solid" disabled={busy} onClick={() => void create()} className="w-full"><Link2 size={15} aria-hidden />{t('create')}</Button>
      {problem !== null && <p role="alert" className="mt-3 text-ui text-danger">{problem}</p>}
      {session.links.length > 0 && (
        <ul aria-label={t('links')} className="mt-4 flex flex-col gap-2">
          {session.links.map((link) => <LinkRow key={link.token} link={link} copied={copied === link.token} onCopy={() => void copy(link.token)} onRevoke={() => void revoke(link.token)} />)}
        </ul>
      )}
      <p className="mt-4 text-fine text-quiet">{t('privacy')}</p>
      <p role="status" className="sr-only">{copied === null ? '' : t('copied')}</p>
    </Modal>
  );
}

type RowProps = { readonly link: LinkView; readonly copied: boolean; readonly onCopy: () => void; readonly onRevoke: () => void };

function LinkRow({ link, copied, onCopy, onRevoke }: RowProps) {
  const t = useTranslations('share');
  const ago = useAgo();
  return (
    <li className="animate-rise rounded-xl border border-line px-3 py-2">
      <div className="flex items-center gap-1">
        <input readOnly value={addressOf(link.token)} aria-label={t('address')} onFocus={(event) => event.target.select()} className="min-w-0 flex-1 truncate bg-transparent text-ui" />
        <IconButton label={copied ? t('copied') : t('copy')} onClick={onCopy}>{copied ? <Check size={15} aria-hidden className="text-good" /> : <Copy size={15} aria-hidden />}</IconButton>
        <a href={`/share/${link.token}`} target="_blank" rel="noreferrer" aria-label={t('open')} title={t('open')} className="inline-flex size-8 items-center justify-center rounded-lg text-quiet hover:bg-hover hover:text-text"><ExternalLink size={15} aria-hidden /></a>
        <IconButton label={t('revoke')} onClick={onRevoke}><Trash2 size={15} aria-hidden /></IconButton>
      </div>
      <p className="text-fine text-quiet">{t('facts', { when: ago(link.createdAt), views: link.views })}</p>
    </li>
  );
}
