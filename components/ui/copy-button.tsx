'use client';

import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { IconButton } from './button';
import { copyText } from './copy-text';
import { toast } from './toast';

const SHOWN_MS = 1_600;

/** Copies words, and says so by a tick. `text` is made when it is wanted. */
export function CopyButton({ label, text, className }: { readonly label: string; readonly text: () => string; readonly className?: string }) {
  const t = useTranslations('common');
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    if (await copyText(text())) setCopied(true);
    else toast(t('notCopied'), { tone: 'error' });
  };
  return (
    <IconButton side="top" label={label} className={className} onClick={() => void copy()}>
      {copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
      <span role="status" className="sr-only">{copied ? t('copied') : ''}</span>
    </IconButton>
  );
}
