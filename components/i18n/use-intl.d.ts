import type { Locale } from '@/lib/develop/types';
import type { Messages } from './messages/en';

declare module 'use-intl' {
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
  }
}
