import type { ViewerData } from '../viewer';
import { PictureView, preload } from './picture';

/** A step's stay while the story plays, ms. */
const BEAT = 1500;
const REACH = 44;

const one = <T extends HTMLElement>(id: string): T | null => document.getElementById(id) as T | null;

export type Viewer = { readonly count: number; readonly at: () => number; select(index: number, by: 'strip' | 'story' | 'play'): void; compare(on: boolean): void };

/** Wires the picture, its line between before and after, the strip and the buttons. Ends with `signal`. */
export function wireViewer(signal: AbortSignal, onSelect: (index: number) => void): Viewer | undefined {
  const root = one('viewer'), stage = one('stage'), frame = one('frame'), after = one<HTMLImageElement>('after'), strip = one('strip'), text = one('viewer-data')?.textContent;
  if (!root || !stage || !frame || !after || !strip || !text) return undefined;
  const { frames, words } = JSON.parse(text) as ViewerData;
  const last = frames.length - 1;
  const options = [...strip.querySelectorAll<HTMLButtonElement>('[role=option]')];
  const caption = one('caption'), failed = one('failed'), beforePicture = one('before-picture'), split = one<HTMLInputElement>('split'), compareButton = one('compare'), play = one('play'), full = one('full');
  const on = { signal };
  let at = last;
  let comparing = root.dataset['compare'] === 'split';
  const view = new PictureView(after, (missing) => { if (failed) failed.hidden = !missing; });

  const setCompare = (next: boolean) => {
    comparing = next;
    root.dataset['compare'] = comparing && at > 0 ? 'split' : 'off';
    compareButton?.setAttribute('aria-pressed', String(comparing));
  };
  const hold = (held: boolean) => { root.dataset['compare'] = held && at > 0 ? 'before' : comparing && at > 0 ? 'split' : 'off'; };
  const setSplit = (value: number) => {
    if (!split) return;
    // The line runs where a range input's thumb runs, and to the very edges at its ends.
    const place = value <= 0 ? '0%' : value >= 100 ? '100%' : `calc(${REACH / 2}px + (100% - ${REACH}px) * ${value / 100})`;
    frame.style.setProperty('--split', place);
  };

  const select: Viewer['select'] = (index, by) => {
    const next = frames[index];
    if (!next || index === at) return;
    at = index;
    if (by !== 'play') stop();
    frame.style.setProperty('--w', String(next.width));
    frame.style.setProperty('--h', String(next.height));
    if (beforePicture) beforePicture.style.cssText = next.before;
    if (caption) caption.textContent = next.caption;
    const focused = strip.contains(document.activeElement);
    for (const [place, option] of options.entries()) {
      option.setAttribute('aria-selected', String(place === index));
      option.tabIndex = place === index ? 0 : -1;
    }
    const chosen = options[index];
    if (focused) chosen?.focus({ preventScroll: true });
    bring(chosen);
    setCompare(comparing);
    void view.show(next).then(() => { preload(frames[index + 1]); preload(frames[index - 1]); });
    if (by !== 'story') onSelect(index);
  };

  const bring = (option: HTMLElement | undefined) => { if (option) strip.scrollLeft = option.offsetLeft - (strip.clientWidth - option.clientWidth) / 2; };

  let beat: ReturnType<typeof setInterval> | undefined;
  function stop(): void {
    clearInterval(beat);
    beat = undefined;
    root?.removeAttribute('data-playing');
    play?.setAttribute('aria-label', words.play);
  }
  const start = () => {
    select(at === last ? 0 : at + 1, 'play');
    setCompare(false);
    beat = setInterval(() => {
      if (at < last) select(at + 1, 'play');
      if (at === last) stop();
    }, BEAT);
    root.dataset['playing'] = '';
    play?.setAttribute('aria-label', words.pause);
  };
  signal.addEventListener('abort', stop);

  play?.addEventListener('click', () => (beat === undefined ? start() : stop()), on);
  compareButton?.addEventListener('click', () => setCompare(!comparing), on);
  split?.addEventListener('input', () => setSplit(split.valueAsNumber), on);
  one('again')?.addEventListener('click', () => { const now = frames[at]; if (now) void view.show(now); }, on);

  let scrubbing = false;
  const indexOf = (target: Element | null | undefined) => Number(target?.closest<HTMLElement>('[data-index]')?.dataset['index'] ?? Number.NaN);
  strip.addEventListener('pointerdown', (event) => { scrubbing = event.pointerType === 'mouse'; }, on);
  strip.addEventListener('click', (event) => select(indexOf(event.target as Element), 'strip'), on);
  window.addEventListener('pointerup', () => { scrubbing = false; hold(false); }, on);
  window.addEventListener('pointercancel', () => { scrubbing = false; hold(false); }, on);
  strip.addEventListener('pointermove', (event) => { if (scrubbing) select(indexOf(document.elementFromPoint(event.clientX, event.clientY)), 'strip'); }, on);

  // Press and hold shows before; with the line there, the line is dragged instead.
  stage.addEventListener('pointerdown', (event) => { if (!comparing && event.button === 0 && !(event.target as Element).closest('button')) hold(true); }, on);
  stage.addEventListener('contextmenu', (event) => { if (root.dataset['compare'] === 'before') event.preventDefault(); }, on);
  stage.addEventListener('dblclick', (event) => {
    const zoomed = root.toggleAttribute('data-zoomed');
    if (!zoomed) return;
    const box = stage.getBoundingClientRect();
    stage.scrollTo({ left: ((event.clientX - box.left) / box.width) * stage.scrollWidth - box.width / 2, top: ((event.clientY - box.top) / box.height) * stage.scrollHeight - box.height / 2 });
  }, on);

  const filling = () => document.fullscreenElement === root || root.hasAttribute('data-filling');
  const leave = () => { root.removeAttribute('data-filling'); if (document.fullscreenElement) void document.exitFullscreen(); };
  const label = () => full?.setAttribute('aria-label', filling() ? words.leaveFull : words.full);
  const toggleFull = () => {
    if (filling()) leave();
    // Phones that have no full screen for parts of a page get the whole window.
    else if (document.fullscreenEnabled) void root.requestFullscreen().catch(() => { root.dataset['filling'] = ''; label(); });
    else root.dataset['filling'] = '';
    label();
  };
  full?.addEventListener('click', toggleFull, on);
  document.addEventListener('fullscreenchange', label, on);

  const keys: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => select(Math.max(0, at - 1), 'strip'),
    ArrowRight: () => select(Math.min(last, at + 1), 'strip'),
    Home: () => select(0, 'strip'),
    End: () => select(last, 'strip'),
    y: () => setCompare(!comparing),
    f: toggleFull,
    Escape: leave,
    '\\': () => hold(true),
  };
  document.addEventListener('keydown', (event) => {
    const target = event.target as HTMLElement;
    if (event.metaKey || event.ctrlKey || event.altKey || target.tagName === 'INPUT') return;
    const action = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!action) return;
    if (event.key !== 'Escape') event.preventDefault();
    action();
  }, on);
  document.addEventListener('keyup', (event) => { if (event.key === '\\') hold(false); }, on);

  bring(options[at]);
  preload(frames[last - 1]);
  return { count: frames.length, at: () => at, select, compare: setCompare };
}
