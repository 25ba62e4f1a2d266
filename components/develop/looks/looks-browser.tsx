'use client';

import { Ellipsis, FileUp, Pencil, Trash2 } from 'lucide-react';
import clsx from 'clsx';
import { DropdownMenu } from 'radix-ui';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { layLook } from '@/lib/develop/looks/as-look';
import { applyPatch, LOOK, OWN_LOOK } from '@/lib/develop/settings';
import { isRecord } from '@/lib/develop/settings/json';
import type { DevelopSettings } from '@/lib/develop/types';
import type { LookView } from '@/lib/studio/types';
import { READABLE, readImport } from '../../export/read-import';
import { useStudioActions, useStudioData, useStudioStore } from '../../studio/context';
import { toast } from '../../ui/toast';
import { useErrorText } from '../../ui/use-error-text';
import { NameField } from '../correction-menu';
import { useLive } from '../live/live-context';
import { LookEditor } from '../look-editor';
import { useDevelop } from '../use-develop';
import { StyleRow } from './style-row';
import { useLooks } from './use-looks';

const SHELVES = ['own', 'film', 'mood', 'scene'] as const;
const EDGE = 176;
const ITEM = 'flex h-8 items-center gap-2 rounded-md px-2 text-ui outline-none data-highlighted:bg-hover';

/** Looks to try on: small pictures of this photo in each, the large one while the pointer is over it, one step when it is chosen. */
export function LooksBrowser() {
  const t = useTranslations('develop');
  const locale = useLocale();
  const store = useStudioStore();
  const errorText = useErrorText();
  const { session } = useStudioData();
  const { apply } = useStudioActions();
  const { settings, set } = useDevelop();
  const { looks, save, rename, remove } = useLooks();
  const own = looks?.some(({ shelf }) => shelf === 'own') ?? false;
  const [picked, setPicked] = useState<(typeof SHELVES)[number]>();
  const shelf = picked ?? (own ? 'own' : 'film');
  const input = useRef<HTMLInputElement>(null);
  const worn = isRecord(settings[LOOK]) ? String(settings[LOOK]['UUID'] ?? '') : '';
  const leave = () => store.setState({ peek: null });
  useEffect(() => () => store.setState({ peek: null }), [store]);

  const choose = (look: LookView) => {
    leave();
    if (worn === `${OWN_LOOK}${look.id}`) return set({ [LOOK]: null });
    void apply(layLook({ ...look, name: look.name[locale] }), t('lookStep', { name: look.name[locale] }));
  };
  const read = async (files: readonly File[]) => {
    for (const file of files) {
      try {
        const { name, stated } = await readImport(session.id, file, new AbortController().signal);
        if (await save(name, stated)) setPicked('own');
      } catch (error) {
        toast(errorText(error), { tone: 'error' });
      }
    }
  };
  return (
    <div className="pb-2">
      <LookEditor />
      <StyleRow />
      <div className="flex items-center gap-1 px-4 py-1.5">
        <div role="radiogroup" aria-label={t('looks')} className="flex min-w-0 flex-1 gap-0.5">
          {SHELVES.map((one) => <button key={one} type="button" role="radio" aria-checked={one === shelf} onClick={() => setPicked(one)} className="h-7 rounded-md px-2 text-ui text-quiet hover:text-text aria-checked:bg-hover aria-checked:text-text">{t(`shelf.${one}`)}</button>)}
        </div>
        <button type="button" title={t('importLook')} aria-label={t('importLook')} onClick={() => input.current?.click()} className="inline-flex size-7 items-center justify-center rounded-md text-quiet hover:bg-hover hover:text-text"><FileUp size={14} aria-hidden /></button>
        <input ref={input} type="file" hidden multiple accept={READABLE} data-testid="look-input" onChange={(event) => { const files = [...(event.target.files ?? [])]; event.target.value = ''; void read(files); }} />
      </div>
      {shelf === 'own' && looks && !own && <p className="px-4 pb-2 text-ui text-quiet">{t('noLooks')}</p>}
      <ul className="grid grid-cols-3 gap-2 px-4 max-md:grid-cols-4" onPointerLeave={leave}>
        {looks?.filter((look) => look.shelf === shelf).map((look) => (
          <LookTile
            key={look.id} look={look} worn={worn === `${OWN_LOOK}${look.id}`} settings={settings}
            onPeek={() => store.setState({ peek: layLook({ ...look, name: look.name[locale] }) })} onLeave={leave} onChoose={() => choose(look)}
            onRename={(name) => void rename(look, name)} onRemove={() => void remove(look)}
          />
        ))}
      </ul>
    </div>
  );
}

type TileProps = {
  readonly look: LookView; readonly worn: boolean; readonly settings: DevelopSettings;
  readonly onPeek: () => void; readonly onLeave: () => void; readonly onChoose: () => void; readonly onRename: (name: string) => void; readonly onRemove: () => void;
};

function LookTile({ look, worn, settings, onPeek, onLeave, onChoose, onRename, onRemove }: TileProps) {
  const t = useTranslations('develop');
  const locale = useLocale();
  const [naming, setNaming] = useState(false);
  const keeping = useRef(false);
  const name = look.name[locale];
  return (
    <li className="group relative min-w-0">
      <button
        type="button"
        aria-pressed={worn}
        title={look.description?.[locale] ?? name}
        onPointerEnter={(event) => event.pointerType === 'mouse' && onPeek()}
        onPointerLeave={onLeave}
        onFocus={(event) => event.currentTarget.matches(':focus-visible') && onPeek()}
        onBlur={onLeave}
        onClick={onChoose}
        className={clsx('block w-full overflow-hidden rounded-lg border bg-canvas text-left transition duration-150', worn ? 'border-text' : 'border-line hover:border-quiet')}
      >
        <LookPicture look={look} settings={settings} />
        {!naming && <span className="block truncate px-1.5 py-1 text-fine">{name}</span>}
      </button>
      {naming && <div className="pt-1"><NameField name={name} onName={(next) => { setNaming(false); if (next !== undefined && next !== name) onRename(next); }} /></div>}
      {look.shelf === 'own' && (
        <DropdownMenu.Root>
          <DropdownMenu.Trigger aria-label={t('moreOf', { name })} className="absolute top-1 right-1 inline-flex size-6 items-center justify-center rounded-md bg-black/60 text-white opacity-0 group-hover:opacity-100 focus-visible:opacity-100 data-[state=open]:opacity-100 pointer-coarse:size-8 pointer-coarse:opacity-100"><Ellipsis size={14} aria-hidden /></DropdownMenu.Trigger>
          <DropdownMenu.Portal>
            <DropdownMenu.Content onCloseAutoFocus={(event) => { if (keeping.current) event.preventDefault(); keeping.current = false; }} align="end" sideOffset={4} collisionPadding={8} className="z-50 min-w-36 animate-fade rounded-xl border border-line bg-panel p-1 shadow-2xl">
              <DropdownMenu.Item className={ITEM} onSelect={() => { keeping.current = true; setNaming(true); }}><Pencil size={14} aria-hidden />{t('renameMask')}</DropdownMenu.Item>
              <DropdownMenu.Item className={ITEM} onSelect={onRemove}><Trash2 size={14} aria-hidden />{t('deleteLook')}</DropdownMenu.Item>
            </DropdownMenu.Content>
          </DropdownMenu.Portal>
        </DropdownMenu.Root>
      )}
    </li>
  );
}

/** This photo in a look, small. It is made again when the photo's own settings rest on something else. */
function LookPicture({ look, settings }: { readonly look: LookView; readonly settings: DevelopSettings }) {
  const { thumb, state } = useLive();
  const canvas = useRef<HTMLCanvasElement>(null);
  // The look that is worn, or tried, is no part of what the others would replace.
  const words = useMemo(() => JSON.stringify(Object.fromEntries(Object.entries(settings).filter(([name]) => name !== LOOK))), [settings]);
  const under = useMemo(() => JSON.parse(words) as DevelopSettings, [words]);
  useEffect(() => {
    if (state !== 'ready') return;
    let wanted = true;
    // A drag goes through many settings; the small pictures follow when it rests.
    const timer = setTimeout(async () => {
      const bitmap = await thumb(applyPatch(under, layLook({ ...look, name: look.name.en })), EDGE, () => wanted);
      const element = canvas.current;
      if (wanted && bitmap && element) {
        element.width = bitmap.width;
        element.height = bitmap.height;
        element.getContext('2d')?.drawImage(bitmap, 0, 0);
        element.dataset['drawn'] = '';
      }
      bitmap?.close();
    }, 350);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [look, under, thumb, state]);
  return <canvas ref={canvas} aria-hidden width={EDGE} height={Math.round(EDGE * 0.7)} className="block aspect-[4/3] w-full bg-raised object-cover" />;
}
