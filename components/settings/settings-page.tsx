'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { LogOut } from 'lucide-react';
import clsx from 'clsx';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useEffect, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { deleteModel, duplicateModel, makeDefault, openModels, restoreModel, saveModel, signOut } from '@/app/settings/actions';
import type { ModelChoices, ModelsView } from '@/lib/studio/types';
import { MODELS_KEY } from '../chat/composer/model-menu';
import { Button } from '../ui/button';
import { Logo } from '../ui/logo';
import { OfflineNote } from '../ui/offline-note';
import { PreferencesMenu } from '../ui/preferences-menu';
import { valueOf } from '../ui/result';
import { toast, Toasts } from '../ui/toast';
import { useErrorText } from '../ui/use-error-text';
import { differs, forgetUnsaved, newId, setUnsaved, useUnsaved } from './drafts';
import { ModelEditor, type ModelActions } from './model-editor';
import { ModelList } from './model-list';
import { draftFor, type Preset } from './presets';
import { SignIn, takeKey } from './sign-in';

/** Who thinks: the operator sets models up here, everyone else sees whom they may choose. @param view null for everyone else */
export function SettingsPage({ view, choices }: { readonly view: ModelsView | null; readonly choices: ModelChoices }) {
  const t = useTranslations('models');
  const router = useRouter();
  const leave = async () => {
    await signOut();
    useUnsaved.setState({ byId: {} });
    router.refresh();
  };
  return (
    <div className="mx-auto flex min-h-dvh max-w-5xl flex-col px-5 sm:px-8">
      <title>{t('title')}</title>
      <header className="flex h-14 shrink-0 items-center justify-between">
        <Link href="/" aria-label={t('library')} className="flex items-center gap-2 rounded text-chat font-semibold tracking-tight"><Logo />Evoroom</Link>
        <div className="flex items-center gap-1">
          {view && <Button look="quiet" onClick={() => void leave()}><LogOut size={14} aria-hidden />{t('signIn.out')}</Button>}
          <PreferencesMenu models />
        </div>
      </header>
      <OfflineNote className="mb-2" />
      <main className="flex flex-1 flex-col pt-4 lg:pt-8">
        {view ? <Models initial={view} /> : <><Heading /><SignIn choices={choices} /></>}
      </main>
      <Toasts className="fixed inset-x-4 bottom-18 z-40 mx-auto max-w-md" />
    </div>
  );
}

function Heading({ className }: { readonly className?: string }) {
  const t = useTranslations('models');
  return (
    <div className={clsx('mb-7', className)}>
      <h1 className="text-[28px] leading-9 font-semibold tracking-tight">{t('heading')}</h1>
      <p className="mt-1 max-w-prose text-chat text-quiet">{t('intro')}</p>
    </div>
  );
}

const VIEW_KEY = [...MODELS_KEY, 'operator'] as const;

function Models({ initial }: { readonly initial: ModelsView }) {
  const t = useTranslations('models');
  const client = useQueryClient();
  const errorText = useErrorText();
  const { data: view } = useQuery({ queryKey: VIEW_KEY, queryFn: () => valueOf(openModels()), initialData: initial, staleTime: 0 });
  const [selected, setSelected] = useState<string | null>(null);
  const unsaved = useUnsaved(({ byId }) => byId);
  // A phone shows the list first; beside it there is always one.
  const shown = selected ?? view.defaultId;
  const model = view.models.find(({ id }) => id === shown);
  const dirty = Object.entries(unsaved).some(([id, one]) => differs(one, view.models.find((other) => other.id === id)));

  useEffect(() => { takeKey(); }, []);
  useEffect(() => {
    if (!dirty) return undefined;
    // Going elsewhere in the studio loses nothing; closing the tab would.
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [dirty]);

  const actions = useMemo((): ModelActions => {
    const refresh = () => client.invalidateQueries({ queryKey: MODELS_KEY });
    const complain = (error: unknown) => toast(errorText(error), { tone: 'error' });
    return {
      save: async (input) => {
        try {
          const { id } = await valueOf(saveModel(input));
          await refresh();
          setSelected(id);
          toast(t('saved'));
          return true;
        } catch (error) {
          complain(error);
          return false;
        }
      },
      duplicate: (one) => void valueOf(duplicateModel(one.id, t('copyOf', { name: one.profile.name.slice(0, 60) }))).then(async ({ id }) => { await refresh(); setSelected(id); }).catch(complain),
      remove: (one) => void valueOf(deleteModel(one.id)).then(async () => {
        forgetUnsaved(one.id);
        setSelected(null);
        await refresh();
        const undo = () => void valueOf(restoreModel(one.id)).then(async () => { await refresh(); setSelected(one.id); }).catch(complain);
        toast(t('deleted', { name: one.profile.name }), { action: { label: t('undo'), run: undo } });
      }).catch(complain),
      makeDefault: (id) => void valueOf(makeDefault(id)).then(refresh).catch(complain),
    };
  }, [client, errorText, t]);

  const add = (preset: Preset | undefined) => {
    const id = newId();
    setUnsaved(id, { draft: draftFor(preset), keys: {} });
    setSelected(id);
  };
  return (
    <>
      <Heading className={clsx(selected !== null && 'max-md:hidden')} />
      <div className="grid flex-1 gap-x-10 md:grid-cols-[17rem_1fr]">
        <div className={clsx('self-start pb-10 md:sticky md:top-6', selected !== null && 'max-md:hidden')}><ModelList view={view} selected={shown} onSelect={setSelected} onAdd={add} /></div>
        <div className={clsx('flex min-w-0 flex-col', selected === null && 'max-md:hidden')}>
          <ModelEditor key={shown} id={shown} model={model} isDefault={model?.id === view.defaultId} actions={actions} onBack={() => setSelected(null)} />
        </div>
      </div>
    </>
  );
}
