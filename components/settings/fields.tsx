'use client';

import clsx from 'clsx';
import { useId, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { NUMBERS, type Draft, type FieldId, type NumberField, type NumberId, type Problem } from './draft';

export const INPUT = 'w-full rounded-lg border border-line bg-raised px-3 text-ui outline-none transition duration-150 placeholder:text-quiet focus-visible:border-quiet disabled:opacity-60 aria-invalid:border-danger max-sm:text-[16px]';

/** The form that a field belongs to. */
export type Form = {
  readonly draft: Draft;
  readonly problems: Readonly<Partial<Record<FieldId, Problem>>>;
  /** Problems show once one has tried to save, or left the field. */
  readonly shown: ReadonlySet<FieldId>;
  readonly set: (id: FieldId, text: string) => void;
  readonly leave: (id: FieldId) => void;
};

type FieldProps = { readonly id: FieldId; readonly form: Form; readonly hint?: string };

function useProblem({ id, form }: FieldProps): string | undefined {
  const t = useTranslations('models.problems');
  const problem = form.shown.has(id) ? form.problems[id] : undefined;
  if (problem === undefined) return undefined;
  const bounds: NumberField | undefined = id in NUMBERS ? NUMBERS[id as NumberId] : undefined;
  return t(problem, { min: String(bounds?.min ?? ''), max: String(bounds?.max ?? '') });
}

type LabelledProps = { readonly label: string; readonly hint?: string; readonly problem?: string; readonly className?: string; readonly children: (ids: { readonly id: string; readonly describedBy: string | undefined }) => ReactNode };

/** A label over a control, with a hint or what is wrong under it. */
export function Labelled({ label, hint, problem, className, children }: LabelledProps) {
  const id = useId();
  const about = problem ?? hint;
  return (
    <div className={clsx('flex min-w-0 flex-col gap-1.5', className)}>
      <label htmlFor={id} className="text-ui text-quiet">{label}</label>
      {children({ id, describedBy: about === undefined ? undefined : `${id}-about` })}
      {about !== undefined && <p id={`${id}-about`} className={clsx('text-fine', problem === undefined ? 'text-quiet' : 'text-danger')}>{about}</p>}
    </div>
  );
}

type TextFieldProps = FieldProps & { readonly lines?: number; readonly className?: string; readonly autoFocus?: boolean };

export function TextField({ lines, className, autoFocus, ...field }: TextFieldProps) {
  const t = useTranslations('models.fields');
  const { id: name, form, hint } = field;
  const problem = useProblem(field);
  const shared = {
    value: form.draft[name], autoFocus, spellCheck: false, autoComplete: 'off', autoCapitalize: 'off',
    'aria-invalid': problem !== undefined, onBlur: () => form.leave(name),
    onChange: (event: { readonly target: { readonly value: string } }) => form.set(name, event.target.value),
  } as const;
  return (
    <Labelled label={t(name)} hint={hint} problem={problem} className={className}>
      {({ id, describedBy }) => (lines === undefined
        ? <input id={id} aria-describedby={describedBy} className={clsx(INPUT, 'h-9')} {...shared} />
        : <textarea id={id} aria-describedby={describedBy} rows={lines} className={clsx(INPUT, 'resize-y py-2')} {...shared} />)}
    </Labelled>
  );
}

export function NumberInput(field: FieldProps & { readonly id: NumberId }) {
  const t = useTranslations('models.fields');
  const { id: name, form, hint } = field;
  const problem = useProblem(field);
  const { min, max, step, whole }: NumberField = NUMBERS[name];
  return (
    <Labelled label={t(name)} hint={hint} problem={problem}>
      {({ id, describedBy }) => (
        // As text: a number input swallows what is no number, and the wheel changes it by accident.
        <input
          id={id} aria-describedby={describedBy} aria-invalid={problem !== undefined} inputMode={whole ? 'numeric' : 'decimal'} autoComplete="off" value={form.draft[name]}
          className={clsx(INPUT, 'h-9 tabular-nums')} onBlur={() => form.leave(name)} onChange={(event) => form.set(name, event.target.value)}
          onKeyDown={(event) => {
            const direction = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
            const now = Number(form.draft[name]);
            if (direction === 0 || !Number.isFinite(now)) return;
            event.preventDefault();
            form.set(name, String(Number(Math.min(max, Math.max(min, now + direction * step)).toFixed(3))));
          }}
        />
      )}
    </Labelled>
  );
}

type ChoiceProps = FieldProps & { readonly options: readonly (readonly [value: string, label: string])[]; readonly className?: string };

export function ChoiceField({ options, className, ...field }: ChoiceProps) {
  const t = useTranslations('models.fields');
  const { id: name, form, hint } = field;
  return (
    <Labelled label={t(name)} hint={hint} className={className}>
      {({ id, describedBy }) => (
        <select id={id} aria-describedby={describedBy} value={form.draft[name]} onChange={(event) => form.set(name, event.target.value)} className={clsx(INPUT, 'h-9')}>
          {options.map(([value, label]) => <option key={value} value={value}>{label}</option>)}
        </select>
      )}
    </Labelled>
  );
}

export function SwitchField({ id: name, form, hint }: FieldProps) {
  const t = useTranslations('models.fields');
  const id = useId();
  return (
    <div className="flex items-start gap-2.5">
      <input id={id} type="checkbox" checked={form.draft[name] !== ''} aria-describedby={hint === undefined ? undefined : `${id}-about`} onChange={(event) => form.set(name, event.target.checked ? 'yes' : '')} className="mt-0.5 size-4 shrink-0 accent-[var(--text)]" />
      <div>
        <label htmlFor={id} className="text-ui">{t(name)}</label>
        {hint !== undefined && <p id={`${id}-about`} className="text-fine text-quiet">{hint}</p>}
      </div>
    </div>
  );
}

type GroupProps = { readonly title: string; readonly hint?: string; readonly summary?: string; readonly open?: boolean; readonly children: ReactNode };

/** A group of fields that folds; `summary` says in short what is in it while it is folded. */
export function Group({ title, hint, summary, open, children }: GroupProps) {
  return (
    <details open={open} className="group/fold border-t border-line">
      <summary className="flex min-h-11 list-none items-center gap-3 py-2 text-ui font-medium [&::-webkit-details-marker]:hidden">
        <span aria-hidden className="inline-block text-quiet transition duration-150 group-open/fold:rotate-90">›</span>
        <span className="shrink-0">{title}</span>
        {summary !== undefined && <span className="min-w-0 flex-1 truncate text-right text-fine font-normal text-quiet group-open/fold:invisible">{summary}</span>}
      </summary>
      <div className="flex flex-col gap-4 pt-1 pb-5 pl-5">
        {hint !== undefined && <p className="text-ui text-quiet">{hint}</p>}
        {children}
      </div>
    </details>
  );
}
