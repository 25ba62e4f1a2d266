'use client';

import { LoaderCircle, Search } from 'lucide-react';
import clsx from 'clsx';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { serverModels } from '@/app/settings/actions';
import type { EndpointPart, ModelView } from '@/lib/studio/types';
import { Button } from '../ui/button';
import { valueOf } from '../ui/result';
import { useErrorText } from '../ui/use-error-text';
import type { TypedKeys } from './drafts';
import { INPUT, Labelled, TextField, type Form } from './fields';
import { presetAt } from './presets';

type Props = { readonly part: EndpointPart; readonly form: Form; readonly saved: ModelView | undefined; readonly keys: TypedKeys; readonly onKey: (part: EndpointPart, key: string | null | undefined) => void };

const originsIn = (urls: string) => urls.split(/\s+/).filter((url) => URL.canParse(url)).map((url) => new URL(url).origin);

/** Address, key and model of one server. */
export function EndpointFields(props: Props) {
  const { part, form } = props;
  const t = useTranslations('models');
  return (
    <div className="flex flex-col gap-4">
      <TextField id={`${part}Urls`} form={form} lines={Math.max(1, form.draft[`${part}Urls`].split('\n').length)} hint={t('hints.addresses')} />
      <KeyField {...props} />
      <ModelField {...props} />
    </div>
  );
}

function KeyField({ part, form, saved, keys, onKey }: Props) {
  const t = useTranslations('models.key');
  const urls = form.draft[`${part}Urls`];
  const set = saved?.keys[part] === true;
  // The server keeps a key for the servers that it was given for only.
  const known = new Set(saved?.profile[part]?.urls.flatMap(originsIn) ?? []);
  const moved = set && originsIn(urls).some((origin) => !known.has(origin));
  const typed = keys[part];
  const kept = set && !moved && typed !== null;
  const hint = typed === null ? t('forgotten') : saved?.keysLost ? t('lost') : moved ? t('moved') : t('hint');
  return (
    <Labelled label={t(`label.${part}`)} hint={hint}>
      {({ id, describedBy }) => (
        <div className="flex gap-2">
          <input
            id={id} type="password" aria-describedby={describedBy} value={typed ?? ''} autoComplete="off" data-1p-ignore data-lpignore="true" spellCheck={false}
            placeholder={kept ? t('set') : presetAt(urls)?.needsKey ? t('needed') : t('none')} onChange={(event) => onKey(part, event.target.value === '' ? undefined : event.target.value)} className={clsx(INPUT, 'h-9')}
          />
          {kept && typed === undefined && <Button className="h-9" onClick={() => onKey(part, null)}>{t('forget')}</Button>}
          {typed === null && <Button className="h-9" onClick={() => onKey(part, undefined)}>{t('keep')}</Button>}
        </div>
      )}
    </Labelled>
  );
}

type Names = { readonly kind: 'unasked' | 'asking' } | { readonly kind: 'known'; readonly names: readonly string[] } | { readonly kind: 'failed'; readonly message: string };

function ModelField({ part, form, saved, keys }: Props) {
  const t = useTranslations('models');
  const errorText = useErrorText();
  const [names, setNames] = useState<Names>({ kind: 'unasked' });
  const [url] = form.draft[`${part}Urls`].trim().split(/\s+/);
  const find = async () => {
    setNames({ kind: 'asking' });
    const typed = keys[part];
    try {
      const found = await valueOf(serverModels({ part, url: url ?? '', ...(saved && { id: saved.id }), ...(typed !== undefined && { key: typed }) }));
      setNames({ kind: 'known', names: found.toSorted((a, b) => a.localeCompare(b)) });
    } catch (error) {
      setNames({ kind: 'failed', message: errorText(error) });
    }
  };
  const known = names.kind === 'known' ? names.names : [];
  return (
    <div className="flex flex-col gap-1.5">
      <TextField id={`${part}Model`} form={form} />
      <div className="flex min-h-8 flex-wrap items-center gap-2">
        <Button look="quiet" className="-ml-3" disabled={names.kind === 'asking' || !url} onClick={() => void find()}>
          {names.kind === 'asking' ? <LoaderCircle size={14} aria-hidden className="animate-spin" /> : <Search size={14} aria-hidden />}
          {names.kind === 'asking' ? t('finding') : t('find')}
        </Button>
        <p role="status" className={clsx('min-w-0 text-fine', names.kind === 'failed' ? 'text-danger' : 'text-quiet')}>
          {names.kind === 'known' && t('found', { count: known.length })}
          {names.kind === 'failed' && names.message}
        </p>
      </div>
      {known.length > 0 && (
        <ul className="flex max-h-40 flex-wrap gap-1.5 overflow-y-auto">
          {known.map((name) => (
            <li key={name}><button type="button" aria-pressed={form.draft[`${part}Model`] === name} onClick={() => form.set(`${part}Model`, name)} className="rounded-full border border-line px-2.5 py-1 text-fine transition duration-150 hover:bg-hover aria-pressed:border-quiet aria-pressed:bg-hover">{name}</button></li>
          ))}
        </ul>
      )}
    </div>
  );
}
