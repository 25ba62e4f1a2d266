import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import { giveConsent, openConsent } from '@/app/evolve/actions';
import type { ConsentView } from '@/lib/studio/evolve/types';
import { valueOf } from '../ui/result';
import { toast } from '../ui/toast';
import { useErrorText } from '../ui/use-error-text';

export const EVOLVE_KEY = ['evolve'] as const;
const CONSENT_KEY = [...EVOLVE_KEY, 'consent'] as const;

/** Whether judgements are kept, and how to say so; `undefined` until that is known. */
export function useConsent(initial?: ConsentView): { readonly consent: ConsentView | undefined; readonly give: (keeps: boolean) => Promise<boolean> } {
  const t = useTranslations('evolve.consent');
  const client = useQueryClient();
  const errorText = useErrorText();
  const { data: consent } = useQuery({ queryKey: CONSENT_KEY, queryFn: () => valueOf(openConsent()), initialData: initial });
  const give = useCallback(async (keeps: boolean) => {
    try {
      client.setQueryData(CONSENT_KEY, await valueOf(giveConsent(keeps)));
      toast(t(keeps ? 'thanks' : 'declined'));
      void client.invalidateQueries({ queryKey: EVOLVE_KEY });
      return true;
    } catch (error) {
      toast(errorText(error), { tone: 'error' });
      return false;
    }
  }, [client, errorText, t]);
  return { consent, give };
}
