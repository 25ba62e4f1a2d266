'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { deleteLook, listLooks, renameLook, restoreLook, saveLook } from '@/app/actions';
import type { SettingsPatch } from '@/lib/develop/types';
import type { LookView } from '@/lib/studio/types';
import { valueOf } from '../../ui/result';
import { toast } from '../../ui/toast';
import { useErrorText } from '../../ui/use-error-text';

const LOOKS_KEY = ['looks'] as const;

export type Looks = {
  readonly looks: readonly LookView[] | undefined;
  /** Resolves to whether it was kept. */
  save(name: string, patch: SettingsPatch): Promise<boolean>;
  rename(look: LookView, name: string): Promise<void>;
  /** With an undo for a while. */
  remove(look: LookView): Promise<void>;
};

/** The studio's looks and the workspace's own. */
export function useLooks(): Looks {
  const t = useTranslations('develop');
  const errorText = useErrorText();
  const client = useQueryClient();
  const { data: looks } = useQuery({ queryKey: LOOKS_KEY, queryFn: () => valueOf(listLooks()), staleTime: 60_000 });
  const guarded = useCallback(async (work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch (error) {
      toast(errorText(error), { tone: 'error' });
      return false;
    } finally {
      void client.invalidateQueries({ queryKey: LOOKS_KEY });
    }
  }, [client, errorText]);
  return useMemo(() => ({
    looks,
    save: async (name, patch) => {
      const kept = await guarded(() => valueOf(saveLook({ name, patch })));
      if (kept) toast(t('lookSaved', { name }));
      return kept;
    },
    rename: async (look, name) => { await guarded(() => valueOf(renameLook(look.id, name))); },
    remove: async (look) => {
      if (!(await guarded(() => valueOf(deleteLook(look.id))))) return;
      toast(t('lookDeleted', { name: look.name.en }), { action: { label: t('undoDelete'), run: () => void guarded(() => valueOf(restoreLook(look.id))) } });
    },
  }), [looks, guarded, t]);
}
