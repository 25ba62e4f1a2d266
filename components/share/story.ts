import { toolOf } from '@/lib/develop/tools';
import type { JsonValue } from '@/lib/develop/types';
import type { MadeView, SharedView } from '@/lib/studio/types';
import { changeView, labelOf } from '../develop/words';
import { LANGUAGE_TAG } from '../i18n/locale';
import { html, type Html } from './html';
import { icon } from './icons';
import type { PageWords } from './words';

type Step = SharedView['steps'][number];

/** More sliders than anybody reads are counted. */
const SHOWN_CHANGES = 12;

function chip(name: string, from: JsonValue, to: JsonValue, { locale }: PageWords): Html {
  const view = changeView({ name, from, to }, locale);
  const track = view.track && html`<i class="track" aria-hidden="true"><i style="left:${Math.min(view.track.start, view.track.end) * 100}%;width:${Math.max(2, Math.abs(view.track.end - view.track.start) * 100)}%"></i></i>`;
  return html`<li class="chip"><span class="quiet">${labelOf(name, locale)}</span> <span class="quiet">${view.from} →</span> <b>${view.to}</b>${track}</li>`;
}

function chips(step: Step, before: Step | undefined, words: PageWords): Html | false {
  const changes = Object.entries(step.patch);
  if (changes.length === 0) return false;
  const rest = changes.length - SHOWN_CHANGES;
  return html`<ul class="chips" aria-label="${words.t('moved')}">${changes.slice(0, SHOWN_CHANGES).map(([name, to]) => chip(name, before?.settings[name] ?? toolOf(name)?.default ?? null, to, words))}${rest > 0 && html`<li class="chip quiet">${words.t('moreMoved', { count: rest })}</li>`}</ul>`;
}

/** That an image model had a hand in the picture, and in how much of it. */
function madeNote(step: Step, made: MadeView | undefined, { made: t, format }: PageWords): Html | false {
  if (step.baseId === null) return false;
  const share = made && format.number(made.share, { style: 'percent', maximumFractionDigits: made.share < 0.1 ? 1 : 0 });
  return html`<p class="made">${icon('wand', 13)}<span>${made ? t('by', { model: made.model, share: share ?? '' }) : t('byModel')}</span></p>`;
}

function score(step: Step, { t, format }: PageWords): Html | false {
  if (!step.score) return false;
  return html`<p class="score quiet"><span class="stars" aria-hidden="true" style="--share:${(step.score.overall / 5) * 100}%"></span>${t('score', { score: format.number(step.score.overall, { maximumFractionDigits: 1 }) })}</p>`;
}

/** The steps of a link as they read: what was asked, what was thought, what was moved. Language of their words: the photo's. */
export function story(shared: SharedView, words: PageWords): Html {
  const { t } = words;
  const lang = LANGUAGE_TAG[shared.locale];
  const last = shared.steps.length - 1;
  return html`<ol class="story" id="story-list">${shared.steps.map((step, index) => {
    const made = shared.steps.slice(0, index + 1).findLast((one) => one.made)?.made;
    const who = step.author === 'agent' ? t('byAssistant') : t('byHand');
    return html`<li class="step" data-step="${index}" id="step-${index}">
${step.asked !== undefined && html`<p class="asked" lang="${lang}"><span class="sr">${t('asked')}: </span>${step.asked}</p>`}
${index === 0
    ? html`<h3>${t('original')}</h3><p class="thought quiet">${last === 0 ? t('originalHint') : shared.instructions.length === 0 ? t('noWords') : t('originalHint')}</p>`
    : html`<p class="count">${t('stepOf', { number: index, count: last })} · ${who}</p><h3 lang="${lang}">${step.title}</h3>`}
${madeNote(step, made, words)}${step.thought !== '' && html`<p class="thought" lang="${lang}">${step.thought}</p>`}${index > 0 && chips(step, shared.steps[index - 1], words)}${score(step, words)}</li>`;
  })}</ol>`;
}
