import type { SharedView } from '@/lib/studio/types';
import { LANGUAGE_TAG } from '../i18n/locale';
import { frameData } from './frames';
import { data, html, type Html } from './html';
import { icon } from './icons';
import { sizesOf, type FrameData } from './sizes';
import type { PageWords } from './words';

/** What the page's script works with. */
export type ViewerData = { readonly token: string; readonly frames: readonly FrameData[]; readonly words: { readonly play: string; readonly pause: string; readonly full: string; readonly leaveFull: string } };

function framesOf(token: string, shared: SharedView, { t }: PageWords): readonly FrameData[] {
  const last = shared.steps.length - 1;
  return shared.steps.map((step, index) => {
    const title = index === 0 ? t('original') : step.title;
    return frameData(token, shared, step, { alt: t('pictureAlt', { name: shared.name, step: title }), caption: index === 0 ? title : `${index}/${last} · ${title}` });
  });
}

/** The picture with its line between before and after, the strip of steps and the buttons. Shows the finished picture before any script runs. */
export function viewer(token: string, shared: SharedView, words: PageWords): Html {
  const { t } = words;
  const frames = framesOf(token, shared, words);
  const [first, last] = [frames[0], frames.at(-1)];
  if (!first || !last) return html``;
  const lang = LANGUAGE_TAG[shared.locale];
  const end = frames.length - 1;
  const compares = end > 0;
  const state: ViewerData = { token, frames, words: { play: t('play'), pause: t('pause'), full: t('full'), leaveFull: t('leaveFull') } };
  return html`<section class="viewer" id="viewer" aria-label="${t('picture')}" data-compare="${compares ? 'split' : 'off'}">
<div class="stage" id="stage"><div class="frame" id="frame" style="--w:${last.width};--h:${last.height};--split:50%">
<img id="after" class="picture" src="${last.src}" srcset="${last.srcset}" sizes="${sizesOf(last)}" width="${last.width}" height="${last.height}" alt="${last.alt}" fetchpriority="high" decoding="async" draggable="false">
${compares && html`<div class="before" id="before"><img id="before-picture" class="picture" style="${last.before}" src="${first.src}" srcset="${first.srcset}" sizes="${sizesOf(first)}" alt="${t('beforeAlt')}" decoding="async" draggable="false"></div>
<div class="line" aria-hidden="true"><span></span></div>
<input class="split" id="split" type="range" min="0" max="100" step="1" value="50" aria-label="${t('split')}">
<span class="tag tag-before" aria-hidden="true">${t('before')}</span><span class="tag tag-after" aria-hidden="true">${t('after')}</span>`}
</div><p class="failed" id="failed" role="alert" hidden>${t('failed')} <button type="button" class="button" id="again">${t('again')}</button></p></div>
<p class="caption" id="caption" role="status" lang="${lang}">${last.caption}</p>
<div class="bar">
${compares && html`<button type="button" class="round" id="play" aria-label="${t('play')}" title="${t('play')}">${icon('play', 15)}</button>`}
<div class="strip" id="strip" role="listbox" aria-label="${t('strip')}" aria-orientation="horizontal">${frames.map((frame, index) => html`<button type="button" role="option" data-index="${index}" aria-selected="${index === end ? 'true' : 'false'}" tabindex="${index === end ? 0 : -1}" aria-label="${frame.caption}" style="--ratio:${(frame.width / frame.height).toFixed(3)}"><img src="${frame.small}" alt="" loading="${index > 8 ? 'lazy' : 'eager'}" decoding="async" draggable="false"><span aria-hidden="true">${index}</span></button>`)}</div>
${compares && html`<button type="button" class="round" id="compare" aria-pressed="true" aria-label="${t('compare')}" title="${t('compare')}">${icon('compare')}</button>`}
<button type="button" class="round" id="full" aria-label="${t('full')}" title="${t('full')}">${icon('full', 15)}</button>
</div></section>${data('viewer-data', state)}`;
}
