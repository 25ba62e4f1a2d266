'use client';

import { Camera, FolderOpen, ImagePlus } from 'lucide-react';
import clsx from 'clsx';
import { useRef } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../ui/button';
import { photosIn } from './dropped-files';

type Props = { readonly onFiles: (files: readonly File[]) => void; /** A strip instead of a field, where there are photos already. */ readonly compact: boolean };

/** `webkitdirectory` makes a picker for folders of an input; React's types do not know it. */
const FOLDER = { webkitdirectory: '' } as Readonly<Record<string, string>>;

/** How photos come in: picked, dropped (anywhere on the page), a folder of them, or taken with the phone's camera. */
export function BringPhotos({ onFiles, compact }: Props) {
  const t = useTranslations('library');
  const input = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const take = (pick: (files: readonly File[]) => readonly File[]) => (event: React.ChangeEvent<HTMLInputElement>) => {
    onFiles(pick(Array.from(event.target.files ?? [])));
    event.target.value = '';
  };
  const all = (files: readonly File[]) => files;
  return (
    <div className="flex flex-1 flex-col gap-2">
      <button
        type="button"
        onClick={() => input.current?.click()}
        className={clsx('group flex flex-1 items-center justify-center rounded-3xl border border-dashed border-line bg-panel text-center transition duration-150 hover:border-quiet hover:bg-raised', compact ? 'min-h-20 gap-4 px-5 py-4 text-left' : 'min-h-52 flex-col gap-3 px-6 py-10')}
      >
        <ImagePlus size={compact ? 22 : 28} aria-hidden className="shrink-0 text-quiet transition duration-150 group-hover:text-text" />
        <span className="min-w-0">
          <span className={clsx('block font-medium', compact ? 'text-chat' : 'text-[17px]')}><span className="pointer-coarse:hidden">{t('drop')}</span><span className="not-pointer-coarse:hidden">{t('pick')}</span></span>
          <span className="mt-1 block text-ui text-balance text-quiet">{t('formats')}</span>
        </span>
      </button>
      <div className="flex flex-wrap gap-2">
        <Button className="flex-1 pointer-coarse:hidden" onClick={() => folder.current?.click()}><FolderOpen size={15} aria-hidden />{t('folder')}</Button>
        <Button look="solid" className="h-11 flex-1 not-pointer-coarse:hidden" onClick={() => camera.current?.click()}><Camera size={16} aria-hidden />{t('camera')}</Button>
      </div>
      {/* No `accept` on the first: some phones hide HEIC and TIFF behind it, and the server judges by content. */}
      <input ref={input} type="file" multiple hidden aria-label={t('pick')} data-testid="file-input" onChange={take(all)} />
      <input ref={folder} type="file" multiple hidden aria-label={t('folder')} data-testid="folder-input" {...FOLDER} onChange={take(photosIn)} />
      <input ref={camera} type="file" hidden accept="image/*" capture="environment" aria-label={t('camera')} data-testid="camera-input" onChange={take(all)} />
    </div>
  );
}
