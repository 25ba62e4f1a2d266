'use client';

import { ChevronLeft, Copy, LoaderCircle, Star, Trash2 } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import type { EndpointPart, ModelInput, ModelView } from '@/lib/studio/types';
import { Button, IconButton } from '../ui/button';
import { documentOf, draftOf, partsOf, problemsOf, type FieldId } from './draft';
import { differs, forgetUnsaved, setUnsaved, useUnsaved, type Unsaved } from './drafts';
import { EndpointFields } from './endpoint-fields';
import { ChoiceField, Group, NumberInput, SwitchField, TextField, type Form } from './fields';
import { TestPanel } from './test-panel';
import { UsageLine } from './usage-line';

export type ModelActions = {
  /** Resolves to whether it was saved. */
  save(input: ModelInput): Promise<boolean>;
  duplicate(model: ModelView): void;
  remove(model: ModelView): void;
  makeDefault(id: string): void;
};

/** `model` is absent for one that was never saved. */
type Props = { readonly id: string; readonly model: ModelView | undefined; readonly isDefault: boolean; readonly actions: ModelActions; readonly onBack: () => void };

/** One model: its form, or what there is to say about one that cannot be changed. */
export function ModelEditor(props: Props) {
  const { model } = props;
  return model && model.source !== 'operator' ? <FixedModel {...props} model={model} /> : <EditableModel {...props} />;
}

type HeadProps = Omit<Props, 'model' | 'id'> & { readonly model: ModelView | undefined; readonly title: string };

function Head({ model, title, isDefault, actions, onBack }: HeadProps) {
  const t = useTranslations('models');
  return (
    <header className="flex items-center gap-1 pb-4">
      <IconButton label={t('back')} className="-ml-2 md:hidden" onClick={onBack}><ChevronLeft size={18} aria-hidden /></IconButton>
      <div className="min-w-0 flex-1">
        <h2 className="truncate text-[20px] leading-7 font-semibold tracking-tight">{title}</h2>
        {model?.usage && <UsageLine usage={model.usage} />}
      </div>
      {model && (
        <>
          <IconButton label={isDefault ? t('isDefault') : t('makeDefault')} pressed={isDefault} disabled={isDefault} className="disabled:opacity-100" onClick={() => actions.makeDefault(model.id)}><Star size={16} aria-hidden fill={isDefault ? 'currentColor' : 'none'} /></IconButton>
          {model.source !== 'built-in' && <IconButton label={t('duplicate')} onClick={() => actions.duplicate(model)}><Copy size={16} aria-hidden /></IconButton>}
          {model.source === 'operator' && <IconButton label={t('delete')} onClick={() => actions.remove(model)}><Trash2 size={16} aria-hidden /></IconButton>}
        </>
      )}
    </header>
  );
}

function FixedModel(props: Props & { readonly model: ModelView }) {
  const t = useTranslations('models');
  const { model } = props;
  const { source, profile: { name, brain, endpoint } } = model;
  return (
    <div>
      <Head {...props} title={name} />
      {source !== 'operator' && <p className="max-w-prose text-chat text-quiet">{t(`fixed.${brain === 'evolved' ? brain : source}`)}</p>}
      {endpoint && (
        <>
          <dl className="my-5 grid grid-cols-[auto_1fr] gap-x-6 gap-y-2 text-ui">
            <dt className="text-quiet">{t('fields.endpointUrls')}</dt><dd className="min-w-0 break-all">{endpoint.urls.join(', ')}</dd>
            <dt className="text-quiet">{t('fields.endpointModel')}</dt><dd className="min-w-0 break-all">{endpoint.model}</dd>
          </dl>
          <TestPanel input={() => ({ id: model.id, profile: undefined })} makesPicture={false} />
        </>
      )}
    </div>
  );
}

function EditableModel({ id, model, isDefault, actions, onBack }: Props) {
  const t = useTranslations('models');
  const unsaved = useUnsaved(({ byId }) => byId[id]);
  const [shown, setShown] = useState<ReadonlySet<FieldId>>(new Set());
  const [saving, setSaving] = useState(false);
  const saved: Unsaved | undefined = model && { draft: draftOf(model.profile), keys: {} };
  const current = unsaved ?? saved;
  if (!current) return null;
  const { draft, keys } = current;
  const problems = problemsOf(draft);
  const dirty = unsaved !== undefined && differs(unsaved, model);

  const form: Form = {
    draft, problems, shown,
    set: (field, text) => setUnsaved(id, { ...current, draft: { ...draft, [field]: text } }),
    leave: (field) => setShown((fields) => (fields.has(field) ? fields : new Set([...fields, field]))),
  };
  const onKey = (part: EndpointPart, key: string | null | undefined) => {
    const { [part]: _, ...rest } = keys;
    setUnsaved(id, { ...current, keys: key === undefined ? rest : { ...rest, [part]: key } });
  };
  /** What the form says; undefined while it cannot be sent, and then what is wrong shows. */
  const input = (): ModelInput | undefined => {
    const wrong = Object.keys(problems) as FieldId[];
    if (wrong.length > 0) {
      setShown(new Set(wrong));
      return undefined;
    }
    return { ...(model && { id: model.id }), profile: documentOf(draft), keys };
  };
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const sent = input();
    if (!sent) {
      const field = event.currentTarget;
      requestAnimationFrame(() => field.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    setSaving(true);
    if (await actions.save(sent)) forgetUnsaved(id);
    setSaving(false);
  };
  const endpoint = (part: EndpointPart) => <EndpointFields part={part} form={form} saved={model} keys={keys} onKey={onKey} />;
  const number = (value: string) => (value.trim() === '' ? '–' : value);
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col">
      <Head model={model} title={draft.name.trim() || t('newModel')} isDefault={isDefault} actions={actions} onBack={onBack} />
      <div className="flex flex-col gap-4 pb-5">
        <TextField id="name" form={form} autoFocus={model === undefined && draft.name === ''} />
        {endpoint('endpoint')}
        <ChoiceField id="brain" form={form} options={(['openai', 'jarvisevo'] as const).map((brain) => [brain, t(`brains.${brain}`)])} />
        <TestPanel input={input} makesPicture={partsOf(draft).includes('generator')} />
      </div>
      <Group title={t('groups.judging')} hint={t('groupHints.judging')} summary={t(`evaluators.${draft.evaluator as 'self'}`)}>
        <ChoiceField id="evaluator" form={form} options={(['embedded', 'self', 'judge'] as const).map((evaluator) => [evaluator, t(`evaluators.${evaluator}`)])} />
        {draft.evaluator === 'judge' && endpoint('judge')}
        <div className="grid gap-4 sm:grid-cols-2">
          <NumberInput id="reflectBelow" form={form} />
          <NumberInput id="rounds" form={form} hint={t('hints.rounds')} />
        </div>
      </Group>
      <Group title={t('groups.generation')} hint={t('groupHints.generation')} summary={draft.generates ? `${draft.generatorModel} · ${t(`permissions.${draft.generation as 'ask'}`)}` : t('key.none')}>
        <SwitchField id="generates" form={form} />
        {draft.generates !== '' && (
          <>
            {endpoint('generator')}
            <ChoiceField id="generation" form={form} options={(['ask', 'allow', 'forbid'] as const).map((permission) => [permission, t(`permissions.${permission}`)])} />
          </>
        )}
      </Group>
      <Group title={t('groups.seeing')} hint={t('groupHints.seeing')} summary={`${number(draft.imageEdge)} px · ${number(draft.recentImages)}`}>
        <div className="grid gap-4 sm:grid-cols-2">
          <NumberInput id="imageEdge" form={form} />
          <NumberInput id="recentImages" form={form} hint={t('hints.recentImages')} />
        </div>
        <SwitchField id="textOnly" form={form} hint={t('hints.textOnly')} />
      </Group>
      <Group title={t('groups.limits')} hint={t('groupHints.limits')} summary={`${t('fields.maxSteps')} ${number(draft.maxSteps)} · $ ${number(draft.dollars)}`}>
        <div className="grid gap-4 sm:grid-cols-2">
          <NumberInput id="maxSteps" form={form} />
          <NumberInput id="seconds" form={form} />
          <NumberInput id="tokens" form={form} />
          <NumberInput id="dollars" form={form} hint={t('hints.dollars')} />
        </div>
      </Group>
      <Group title={t('groups.price')} hint={t('groupHints.price')} summary={draft.priceInput.trim() === '' ? '–' : `$ ${draft.priceInput} / ${draft.priceOutput}`}>
        <div className="grid gap-4 sm:grid-cols-3">
          <NumberInput id="priceInput" form={form} />
          <NumberInput id="priceCached" form={form} />
          <NumberInput id="priceOutput" form={form} />
        </div>
      </Group>
      <footer className="sticky bottom-0 -mx-1 flex items-center gap-2 border-t border-line bg-canvas px-1 pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
        <Button look="solid" type="submit" disabled={saving || !dirty}>{saving && <LoaderCircle size={14} aria-hidden className="animate-spin" />}{saving ? t('saving') : t('save')}</Button>
        {dirty && <Button look="quiet" onClick={() => { forgetUnsaved(id); setShown(new Set()); if (!model) onBack(); }}>{t('discard')}</Button>}
        {[...shown].some((field) => problems[field]) && <p role="alert" className="text-fine text-danger">{t('fixFirst')}</p>}
      </footer>
    </form>
  );
}
