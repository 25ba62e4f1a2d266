'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { listModels } from '@/app/actions';
import { openTraining, orderPair } from '@/app/evolve/actions';
import type { SessionCard } from '@/lib/studio/types';
import { MODELS_KEY } from '../chat/composer/model-menu';
import { INPUT, Labelled } from '../settings/fields';
import { Button } from '../ui/button';
import { Modal } from '../ui/modal';
import { valueOf } from '../ui/result';
import { toast } from '../ui/toast';
import { useErrorText } from '../ui/use-error-text';
import { ConsentCard } from './consent-card';
import { EVOLVE_KEY, useConsent } from './use-consent';

/** The photo: one that is open, with the step to start from, or one to choose. */
type Subject = { readonly sessionId: string; readonly fromStepId: string } | { readonly sessions: readonly SessionCard[] };

/** The same words for two models, to be told apart blind. */
export function OrderDialog({ subject, words = '', onPlaced, onClose }: { readonly subject: Subject; readonly words?: string; readonly onPlaced?: () => void; readonly onClose: () => void }) {
  const t = useTranslations('evolve.order');
  const locale = useLocale();
  const client = useQueryClient();
  const errorText = useErrorText();
  const { consent, give } = useConsent();
  const { data } = useQuery({ queryKey: MODELS_KEY, queryFn: () => valueOf(listModels()), staleTime: 60_000 });
  const sessions = 'sessions' in subject ? subject.sessions : [];
  const [sessionId, setSessionId] = useState('sessionId' in subject ? subject.sessionId : (sessions[0]?.id ?? ''));
  const [text, setText] = useState(words);
  const [chosen, setChosen] = useState<readonly [string, string] | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const { data: training } = useQuery({ queryKey: [...EVOLVE_KEY, 'training'], queryFn: () => valueOf(openTraining()) });
  const profiles = data?.models ?? [];
  const evolved = profiles.find(({ brain }) => brain === 'evolved');
  // Each checkpoint that was trained here, and the one that ships, once there is a choice.
  const checkpoints = evolved && training && training.checkpoints.length > 1 ? training.checkpoints : [];
  const models = [...profiles, ...checkpoints.map(({ sha256, isCurrent }) => ({ id: `${evolved?.id}@${sha256.slice(0, 8)}`, name: t(isCurrent ? 'checkpointInUse' : 'checkpoint', { name: sha256.slice(0, 8) }) }))];
  const [a, b] = chosen ?? [models[0]?.id ?? '', models[1]?.id ?? ''];

  const start = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      await valueOf(orderPair({ sessionId, text, locale, profileIds: [a, b], ...('fromStepId' in subject && { fromStepId: subject.fromStepId }) }));
      await client.invalidateQueries({ queryKey: EVOLVE_KEY });
      toast(t('started'));
      onPlaced?.();
      onClose();
    } catch (error) {
      setProblem(errorText(error));
      setBusy(false);
    }
  };
  const choice = (label: string, value: string, onChange: (value: string) => void) => (
    <Labelled label={label}>
      {({ id }) => <select id={id} value={value} onChange={(event) => onChange(event.target.value)} className={`${INPUT} h-9`}>{models.map((model) => <option key={model.id} value={model.id}>{model.name}</option>)}</select>}
    </Labelled>
  );
  return (
    <Modal open onClose={onClose} title={t('title')} description={t('text')}>
      {consent?.state !== 'yes' ? <ConsentCard onAnswer={(keeps) => (keeps ? void give(true) : onClose())} /> : data && models.length < 2 ? (
        <div className="flex flex-col gap-3 text-ui">
          <p className="text-quiet">{t('onlyOne')}</p>
          <Link href="/settings" className="self-start underline underline-offset-2">{t('setUp')}</Link>
        </div>
      ) : (
        <form className="flex flex-col gap-4" onSubmit={(event) => { event.preventDefault(); void start(); }}>
          {'sessions' in subject && (
            <Labelled label={t('photo')}>
              {({ id }) => <select id={id} value={sessionId} onChange={(event) => setSessionId(event.target.value)} className={`${INPUT} h-9`}>{sessions.map((card) => <option key={card.id} value={card.id}>{card.name}</option>)}</select>}
            </Labelled>
          )}
          <Labelled label={t('words')}>
            {({ id }) => <textarea id={id} rows={2} maxLength={4000} value={text} onChange={(event) => setText(event.target.value)} className={`${INPUT} resize-y py-2`} />}
          </Labelled>
          <div className="grid grid-cols-2 gap-3">
            {choice(t('one'), a, (value) => setChosen([value, b]))}
            {choice(t('other'), b, (value) => setChosen([a, value]))}
          </div>
          {problem !== undefined && <p role="alert" className="text-ui text-danger">{problem}</p>}
          <div className="flex justify-end gap-2">
            <Button look="quiet" onClick={onClose}>{t('cancel')}</Button>
            <Button look="solid" type="submit" disabled={busy || text.trim() === '' || sessionId === '' || a === b}>{t('start')}</Button>
          </div>
        </form>
      )}
    </Modal>
  );
}
