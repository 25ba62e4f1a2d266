'use client';

import clsx from 'clsx';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { unbroken } from './unbroken';

type Props = { readonly text: string; /** Nothing folds while it is still being said. */ readonly live?: boolean; readonly className?: string; /** Behind the words, when they are shown in full. */ readonly children?: ReactNode };

/** Words that fold to five lines where they are longer. All of them stay in the page, for readers and searches. */
export function Folded({ text, live = false, className, children }: Props) {
  const t = useTranslations('composer');
  const words = useRef<HTMLParagraphElement>(null);
  const [open, setOpen] = useState(false);
  const [long, setLong] = useState(false);
  const folded = !live && !open;
  useEffect(() => {
    const element = words.current;
    if (!element || !folded) return;
    const measure = () => setLong(element.scrollHeight > element.clientHeight + 1);
    measure();
    // The panel can be made wider, and fonts come late.
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    return () => watch.disconnect();
  }, [text, folded]);
  return (
    <div>
      <p ref={words} className={clsx(className, folded && 'line-clamp-5')}>{unbroken(text)}{children}</p>
      {!live && (long || open) && (
        <button type="button" aria-expanded={open} onClick={() => setOpen(!open)} className="mt-0.5 inline-flex min-h-6 items-center rounded text-ui text-quiet underline decoration-line underline-offset-2 hover:text-text pointer-coarse:min-h-10">{t(open ? 'less' : 'more')}</button>
      )}
    </div>
  );
}
