'use client';

import { useQueryClient } from '@tanstack/react-query';
import { ChevronDown, Link2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { createLink, listLinks, revokeLink } from '@/app/actions';
import type { LinkView } from '@/lib/studio/types';
import { useStudioData } from '../studio/context';
import { changeSession } from '../studio/session-cache';
import { Button } from '../ui/button';
import { copyText } from '../ui/copy-text';
import { Modal } from '../ui/modal';
import { valueOf } from '../ui/result';
import { useErrorText } from '../ui/use-error-text';
import { inputOf, LinkOptionsFields, NEW_LINK } from './link-options';
import { addressOf, LinkRow, type ByHand } from './link-row';
import { ReelForm } from './reel-form';
import { useFresh } from './use-fresh';

/** Links to this branch: make, copy, change, take back; and the steps as a moving picture. */
export function ShareDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useTranslations('share');
  const client = useQueryClient();
  const errorText = useErrorText();
  const { session, selected } = useStudioData();
  const [draft, setDraft] = useState(NEW_LINK);
  const [choosing, setChoosing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [copied, setCopied] = useState<string | null>(null);
  const [byHand, setByHand] = useState<ByHand>(null);
  const put = (change: (links: readonly LinkView[]) => readonly LinkView[]) =>
    changeSession(client, session.id, (old) => ({ ...old, links: change(old.links) }));
  // Views and remixes came in while the studio stood open.
  useFresh(async () => {
    const links = await valueOf(listLinks(session.id));
    put((now) => now.map((link) => links.find((one) => one.token === link.token) ?? link));
  });

  const copy = async (text: string) => {
    const done = await copyText(text);
    setByHand(done ? null : { text });
    setProblem(done ? null : t('copyFailed'));
    if (!done) return;
    setCopied(text);
    setTimeout(() => setCopied((now) => (now === text ? null : now)), 2_000);
  };
  const attempt = async (work: () => Promise<void>): Promise<boolean> => {
    setBusy(true);
    setProblem(null);
    try {
      await work();
      return true;
    } catch (error) {
      setProblem(errorText(error));
      return false;
    } finally {
      setBusy(false);
    }
  };
  const create = () => attempt(async () => {
    const link = await valueOf(createLink(session.id, selected.id, inputOf(draft, new Date())));
    put((links) => [link, ...links.filter((one) => one.token !== link.token)]);
    setChoosing(false);
    setDraft(NEW_LINK);
    await copy(addressOf(link.token));
  });
  const revoke = (token: string) => attempt(async () => {
    await valueOf(revokeLink(token));
    put((links) => links.filter((one) => one.token !== token));
  });
  return (
    <Modal open onClose={onClose} title={t('title')} description={t('description')}>
      <form onSubmit={(event) => { event.preventDefault(); void create(); }}>
        <div className="flex gap-2">
          <Button look="solid" type="submit" disabled={busy} className="flex-1"><Link2 size={15} aria-hidden />{t('create')}</Button>
          <Button aria-expanded={choosing} onClick={() => setChoosing(!choosing)}>{t('options')}<ChevronDown size={14} aria-hidden className={choosing ? 'rotate-180 transition' : 'transition'} /></Button>
        </div>
        {choosing && <div className="mt-3 animate-fade rounded-xl border border-line p-3"><LinkOptionsFields draft={draft} onChange={setDraft} disabled={busy} /></div>}
      </form>
      {problem !== null && <p role="alert" className="mt-3 text-ui text-danger">{problem}</p>}
      {session.links.length > 0 && (
        <ul aria-label={t('links')} className="mt-4 flex flex-col gap-2">
          {session.links.map((link) => (
            <LinkRow
              key={link.token} link={link} name={session.name} busy={busy} copied={copied} byHand={byHand} attempt={attempt}
              onCopy={(text) => void copy(text)}
              onChanged={(next) => put((links) => links.map((one) => (one.token === next.token ? next : one)))}
              onRevoke={() => void revoke(link.token)}
            />
          ))}
        </ul>
      )}
      <p className="mt-4 text-fine text-quiet">{t('privacy')}</p>
      <ReelForm />
      <p role="status" className="sr-only">{copied === null ? '' : t('copied')}</p>
    </Modal>
  );
}
