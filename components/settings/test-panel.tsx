'use client';

import { CircleAlert, CircleCheck, CircleX, FlaskConical, LoaderCircle } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { testModelNow } from '@/app/settings/actions';
import { addUsage } from '@/lib/agent/usage';
import type { Usage } from '@/lib/agent/types';
import type { ModelCheck, ModelInput } from '@/lib/studio/types';
import { Button } from '../ui/button';
import { ActionError, valueOf } from '../ui/result';
import { useErrorText } from '../ui/use-error-text';

type Props = {
  /** What to test; undefined while the form cannot be sent. */
  readonly input: () => ModelInput | undefined;
  /** The test asks an image model for a picture, which costs. */
  readonly makesPicture: boolean;
};

type Test = { readonly state: 'idle' | 'running' | 'done' | 'failed'; readonly checks: readonly ModelCheck[]; readonly message?: string };

const ICONS = {
  ok: { Icon: CircleCheck, tone: 'text-good' },
  warning: { Icon: CircleAlert, tone: 'text-accent' },
  failed: { Icon: CircleX, tone: 'text-danger' },
} as const;

/** Tries the form out against the real servers and lists what works as it becomes known. */
export function TestPanel({ input, makesPicture }: Props) {
  const t = useTranslations('models.test');
  const errorText = useErrorText();
  const [test, setTest] = useState<Test>({ state: 'idle', checks: [] });
  const turn = useRef(0);
  useEffect(() => () => { turn.current = -1; }, []);

  const start = async () => {
    const sent = input();
    if (!sent) return;
    const mine = ++turn.current;
    const put = (next: Test) => { if (turn.current === mine) setTest(next); };
    let checks: readonly ModelCheck[] = [];
    put({ state: 'running', checks });
    try {
      for await (const check of await valueOf(testModelNow(sent))) {
        if (turn.current !== mine) return;
        checks = [...checks, check];
        put({ state: 'running', checks });
      }
      put({ state: 'done', checks });
    } catch (error) {
      put({ state: 'failed', checks, message: errorText(error) });
    }
  };
  const stop = () => {
    turn.current++;
    setTest(({ checks }) => ({ state: 'idle', checks }));
  };
  const running = test.state === 'running';
  return (
    <section aria-labelledby="test-title" className="rounded-2xl border border-line bg-raised/40 p-4" data-testid="test" data-state={test.state}>
      <div className="flex items-start justify-between gap-3">
        <div>
          <h3 id="test-title" className="text-ui font-medium">{t('title')}</h3>
          <p className="mt-0.5 text-fine text-quiet">{t('text')}{makesPicture && <> {t('costsPicture')}</>}</p>
        </div>
        {running
          ? <Button onClick={stop}>{t('stop')}</Button>
          : <Button onClick={() => void start()}><FlaskConical size={14} aria-hidden />{test.checks.length > 0 ? t('again') : t('start')}</Button>}
      </div>
      <ol aria-live="polite" className="mt-3 flex flex-col gap-2 empty:hidden">
        {test.checks.map((check, index) => <CheckRow key={`${check.part}-${check.id}-${index}`} check={check} heading={test.checks[index - 1]?.part !== check.part} />)}
        {running && <li className="flex items-center gap-2 text-ui text-quiet"><LoaderCircle size={15} aria-hidden className="animate-spin" />{t('running')}</li>}
      </ol>
      {test.message !== undefined && <p role="alert" className="mt-3 text-ui text-danger">{test.message}</p>}
      {test.state === 'done' && <Verdict checks={test.checks} />}
    </section>
  );
}

function CheckRow({ check, heading }: { readonly check: ModelCheck; readonly heading: boolean }) {
  const t = useTranslations('models.test');
  const format = useFormatter();
  const { Icon, tone } = ICONS[check.state];
  const note = useNote(check);
  const { milliseconds } = check;
  return (
    <li className="animate-rise" data-check={check.id} data-state={check.state}>
      {heading && <p className="mb-1 text-fine text-quiet">{t(`parts.${check.part}`)}</p>}
      <div className="flex items-start gap-2 text-ui">
        <Icon size={15} aria-hidden className={`mt-px shrink-0 ${tone}`} />
        <div className="min-w-0 flex-1">
          <p>{t(`checks.${check.id}`)}<span className="sr-only"> ({t(`state.${check.state}`)})</span></p>
          {note !== undefined && <p className="text-fine break-words text-quiet">{note}</p>}
        </div>
        {milliseconds >= 1 && <span className="shrink-0 text-fine text-quiet tabular-nums">{milliseconds < 1000 ? t('milliseconds', { ms: String(milliseconds) }) : t('seconds', { s: format.number(milliseconds / 1000, { maximumFractionDigits: 1 }) })}</span>}
      </div>
    </li>
  );
}

/** What there is to say about a finding beside its name: an error's own words, or a note in the catalogue. */
function useNote({ id, code, message, value, expected }: ModelCheck): string | undefined {
  const t = useTranslations('models.test.notes');
  const errorText = useErrorText();
  const colours = (pair: string | undefined) => {
    const [left = 'other', right = 'other'] = (pair ?? '').split(' ').map((name) => (t.has(`colours.${name}` as 'colours.red') ? t(`colours.${name}` as 'colours.red') : t('colours.other')));
    return t('pair', { left, right });
  };
  if (code === undefined) return value === undefined || id !== 'edit' ? undefined : t('size', { value });
  if (message !== undefined) return errorText(new ActionError(code, message));
  if (code === 'wrong-colours') return t('wrong-colours', { expected: colours(expected), value: colours(value) });
  const key = code as 'not-listed';
  return t.has(key) ? t(key, { value: value ?? '' }) : undefined;
}

function Verdict({ checks }: { readonly checks: readonly ModelCheck[] }) {
  const t = useTranslations('models.test');
  const format = useFormatter();
  const worst = checks.some(({ state }) => state === 'failed') ? 'bad' : checks.some(({ state }) => state === 'warning') ? 'usable' : 'good';
  const used = checks.reduce<Usage | undefined>((sum, { usage }) => (usage ? addUsage(sum, usage) : sum), undefined);
  return (
    <p role="status" className="mt-3 border-t border-line pt-3 text-ui">
      <b className="font-medium">{t(worst)}</b>
      {used && <span className="text-quiet"> {used.dollars === undefined
        ? t('spent', { tokens: format.number(used.input + used.output) })
        : t('spentDollars', { tokens: format.number(used.input + used.output), cost: format.number(used.dollars, { style: 'currency', currency: 'USD', minimumFractionDigits: 2, maximumFractionDigits: 4 }) })}</span>}
    </p>
  );
}
