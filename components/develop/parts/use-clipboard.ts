'use client';

import { useCallback, useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { applyPatch, sameJson } from '@/lib/develop/settings';
import { useStudioActions } from '../../studio/context';
import { focusOf } from '../../studio/keyboard';
import { toast } from '../../ui/toast';
import { useErrorText } from '../../ui/use-error-text';
import type { Develop } from '../use-develop';
import { clipboardText, maySettle, readClipboard } from './clipboard';
import { usualParts } from './parts-picker';

/** Copies what was moved and pastes settings of any format, by the browser's own copy and paste while no text is meant. */
export function useClipboard(develop: Develop): { readonly paste: () => Promise<void> } {
  const t = useTranslations('develop');
  const errorText = useErrorText();
  const { apply } = useStudioActions();
  const take = useCallback(async (text: string) => {
    try {
      const { name, patch } = await readClipboard(text);
      const { settings } = develop;
      if (sameJson(applyPatch(settings, patch), settings)) return toast(t('pastedNothing'));
      await apply(patch, name === undefined ? t('pastedStep') : t('pastedNamed', { name }));
    } catch (error) {
      toast(errorText(error, t('pasteFailed')), { tone: 'error' });
    }
  }, [apply, develop, errorText, t]);
  const latest = useRef({ develop, take, t });
  useEffect(() => {
    latest.current = { develop, take, t };
  });
  useEffect(() => {
    const elsewhere = (event: ClipboardEvent) => event.defaultPrevented || (event.target instanceof HTMLElement && (focusOf(event.target) === 'text' || event.target.closest('[role="dialog"]') !== null));
    const copy = (event: ClipboardEvent) => {
      if (elsewhere(event) || !document.getSelection()?.isCollapsed) return;
      const { settings, starting } = latest.current.develop;
      const parts = usualParts(settings, starting);
      if (parts.length === 0) return;
      event.preventDefault();
      event.clipboardData?.setData('text/plain', clipboardText(settings, parts));
      toast(latest.current.t('copied', { count: parts.length }));
    };
    const paste = (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (elsewhere(event) || !maySettle(text)) return;
      event.preventDefault();
      void latest.current.take(text);
    };
    document.addEventListener('copy', copy);
    document.addEventListener('paste', paste);
    return () => {
      document.removeEventListener('copy', copy);
      document.removeEventListener('paste', paste);
    };
  }, []);
  const paste = useCallback(async () => {
    const text = await navigator.clipboard?.readText().catch(() => undefined);
    // Not every browser lets a button read; the keys always may.
    if (text === undefined) return toast(t('pasteByKey'));
    if (!maySettle(text)) return toast(t('pasteFailed'), { tone: 'error' });
    await take(text);
  }, [take, t]);
  return { paste };
}
