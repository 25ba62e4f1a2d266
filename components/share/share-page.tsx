'use client';

import { SlidersHorizontal, Sparkles } from 'lucide-react';
import Link from 'next/link';
import { useCallback, useEffect, useMemo, useState, type CSSProperties } from 'react';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { outputSize } from '@/lib/develop/engine';
import { toolOf } from '@/lib/develop/tools';
import type { JsonValue } from '@/lib/develop/types';
import type { MadeView, SharedView } from '@/lib/studio/types';
import { Canvas } from '../canvas/canvas';
import type { View } from '../canvas/zoom';
import { ScoreStars } from '../chat/stars';
import { ToolChip } from '../chat/tool-chip';
import { FilmStrip } from '../history/film-strip';
import { focusOf, studioCommand } from '../studio/keyboard';
import type { Compare } from '../studio/store';
import { pictureKey, sharedUrl, THUMB_EDGE, type Pictured } from '../studio/urls';
import { Logo } from '../ui/logo';
import { MadeNote } from '../ui/made-note';
import { PreferencesMenu } from '../ui/preferences-menu';

type Props = { readonly token: string; readonly shared: SharedView };

/** A shared branch: the picture, before and after, and how it came to be. */
export function SharePage({ token, shared }: Props) {
  const t = useTranslations('shared');
  const url = useMemo(() => sharedUrl(token), [token]);
  const { steps } = shared;
  const last = steps.length - 1;
  const [at, setAt] = useState(last);
  const [view, setView] = useState<View | null>(null);
  const [compare, setCompare] = useState<Compare>(steps.length > 1 ? 'split' : 'off');
  const [split, setSplit] = useState(0.5);
  const sourceOf = useCallback((pictured: Pictured, edge: number) => ({ key: pictureKey(pictured), small: url(pictured, THUMB_EDGE), sharp: url(pictured, edge) }), [url]);

  useEffect(() => {
    const down = (event: KeyboardEvent) => {
      const command = studioCommand(event, focusOf(event.target instanceof HTMLElement ? event.target : null));
      const moves = { 'previous-step': -1, 'next-step': 1, 'first-step': -steps.length, 'last-step': steps.length } as const;
      if (command && command in moves) setAt((now) => Math.max(0, Math.min(last, now + moves[command as keyof typeof moves])));
      else if (command === 'toggle-split') setCompare((now) => (now === 'split' ? 'off' : 'split'));
      else if (command === 'fit' || command === 'toggle-zoom') setView(null);
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', down);
    return () => window.removeEventListener('keydown', down);
  }, [last, steps.length]);

  const step = steps[at];
  const root = steps[0];
  if (!step || !root) return null;
  const picture = outputSize(shared.photo, step.settings);
  return (
    <div className="mx-auto flex min-h-dvh max-w-6xl flex-col px-4 pb-12 sm:px-6">
      <title>{t('title', { name: shared.name })}</title>
      <header className="flex h-14 items-center justify-between gap-3">
        <h1 className="min-w-0 truncate text-chat font-semibold">{shared.name}</h1>
        <div className="flex shrink-0 items-center gap-2">
          <PreferencesMenu />
          <Link href="/" className="inline-flex items-center gap-1.5 rounded text-ui text-quiet hover:text-text"><Logo size={16} />Evoroom</Link>
        </div>
      </header>
      <main className="flex flex-col gap-4">
        <section aria-label={t('picture')} className="overflow-hidden rounded-2xl border border-line bg-panel">
          {/* On a phone no taller than the photo needs. */}
          <div style={{ '--upright': shared.photo.height / shared.photo.width } as CSSProperties} className="h-[min(56dvh,calc(100vw*var(--upright)+1rem))] min-h-56 sm:h-[66dvh]">
            <Canvas picture={picture} full={shared.photo} after={step} before={root} sourceOf={sourceOf} view={view} onView={setView} compare={at === 0 ? 'off' : compare} onCompare={setCompare} split={split} onSplit={setSplit} alt={t('pictureAlt', { name: shared.name, step: at === 0 ? t('original') : step.title })} />
          </div>
          <div className="flex h-20 items-center border-t border-line">
            <div className="h-full min-w-0 flex-1"><FilmStrip full={shared.photo} steps={steps} selectedId={step.id} onSelect={(id) => setAt(steps.findIndex((one) => one.id === id))} pictureUrl={url} /></div>
            <button type="button" aria-pressed={compare === 'split'} onClick={() => setCompare(compare === 'split' ? 'off' : 'split')} className="mr-3 h-8 shrink-0 rounded-lg border border-line px-3 text-ui hover:bg-hover aria-pressed:bg-hover">{t('compare')}</button>
          </div>
        </section>
        <div className="grid gap-6 pt-2 md:grid-cols-[1fr_1.4fr]">
          <section aria-labelledby="asked">
            <h2 id="asked" className="mb-2 text-ui text-quiet">{t('asked')}</h2>
            {shared.instructions.length === 0 ? <p className="text-chat text-quiet">{t('noWords')}</p> : (
              <ol className="flex flex-col gap-2">{shared.instructions.map((text, index) => <li key={`${index} ${text}`} className="w-fit rounded-2xl rounded-bl-md bg-raised px-3.5 py-2 text-chat">{text}</li>)}</ol>
            )}
          </section>
          <section aria-labelledby="story">
            <h2 id="story" className="mb-2 text-ui text-quiet">{at === 0 ? t('original') : t('stepOf', { number: at, count: last })}</h2>
            {at === 0 ? <p className="text-chat text-quiet">{t('originalHint')}</p> : <Story step={step} before={steps[at - 1]} made={steps.slice(0, at + 1).findLast((one) => one.made)?.made} />}
          </section>
        </div>
      </main>
    </div>
  );
}

type Step = SharedView['steps'][number];

type StoryProps = { readonly step: Step; readonly before: Step | undefined; /** Of the picture that the step lies on. */ readonly made: MadeView | undefined };

function Story({ step, before, made }: StoryProps) {
  const t = useTranslations('shared');
  const locale = useLocale();
  const format = useFormatter();
  const changes = Object.entries(step.patch).map(([name, to]): { name: string; from: JsonValue; to: JsonValue } => ({ name, from: before?.settings[name] ?? toolOf(name)?.default ?? null, to }));
  return (
    <article key={step.id} lang={locale} className="animate-fade">
      <h3 className="flex items-center gap-2 text-[17px] leading-6 font-semibold">
        {step.author === 'agent' ? <Sparkles size={15} aria-hidden className="text-accent" /> : <SlidersHorizontal size={15} aria-hidden className="text-quiet" />}{step.title}
      </h3>
      {step.baseId !== null && <p className="mt-1"><MadeNote made={made} /></p>}
      {step.thought !== '' && <p className="mt-1 text-chat whitespace-pre-wrap">{step.thought}</p>}
      {changes.length > 0 && <ul aria-label={t('moved')} className="mt-3 flex flex-wrap gap-1.5">{changes.map((change) => <ToolChip key={change.name} change={change} />)}</ul>}
      {step.score && <p className="mt-3 flex items-center gap-2 text-ui text-quiet">{t('score')}<ScoreStars value={step.score.overall} />{format.number(step.score.overall, { maximumFractionDigits: 2 })}</p>}
    </article>
  );
}
