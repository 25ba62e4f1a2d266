'use client';

import clsx from 'clsx';
import { useEffect, useState, type CSSProperties } from 'react';

/** Other sizes of a picture, and how wide it will stand, for the browser to choose from. */
export type Choice = { readonly srcSet: string; readonly sizes: string };

type Props = { readonly src: string; readonly choice?: Choice; readonly className?: string; readonly style?: CSSProperties; readonly lazy?: boolean };

/** A small picture whose words stand elsewhere. One that fails leaves its grey place, not a torn icon, and is tried again with the network. */
export function Thumb({ src, choice, className, style, lazy = false }: Props) {
  const [failed, setFailed] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (failed === null) return;
    const again = () => {
      setFailed(null);
      setAttempt((last) => last + 1);
    };
    window.addEventListener('online', again);
    return () => window.removeEventListener('online', again);
  }, [failed]);
  return (
    // Renders come from the engine at the size that is shown; an image optimiser would only blur them.
    // oxlint-disable-next-line nextjs/no-img-element
    <img key={attempt} {...choice} src={src} alt="" draggable={false} loading={lazy ? 'lazy' : undefined} decoding="async" onError={() => setFailed(src)} style={style} className={clsx(className, failed === src && 'invisible')} />
  );
}
