'use client';

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { Locale } from '@/lib/develop/types';
import { I18nProvider } from './i18n/provider';
import type { Messages } from './i18n/messages/en';
import { Hints } from './ui/hints';

type Props = { readonly locale: Locale; readonly messages: Messages; readonly now: number; readonly children: ReactNode };

export function Providers({ children, ...words }: Props) {
  const [client] = useState(
    () => new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, retry: 1, refetchOnWindowFocus: false } } }),
  );
  return (
    <QueryClientProvider client={client}>
      <I18nProvider {...words}>
        {children}
        <Hints />
      </I18nProvider>
    </QueryClientProvider>
  );
}
