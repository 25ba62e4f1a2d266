import type { Viewer } from './viewer';

/** Where in the free part of the window a passage is being read, 0..1. */
const READING = 0.3;

/** The picture follows the passage that is read; a step chosen elsewhere brings its passage there. */
export function wireStory(signal: AbortSignal, viewer: () => Viewer | undefined): (index: number) => void {
  const passages = [...document.querySelectorAll<HTMLElement>('.words [data-step]')];
  const stage = document.getElementById('viewer');
  let led = false;
  let asked = 0;

  const line = (): number => {
    // On a phone the picture stays above the text, on a large screen beside it.
    const box = stage?.getBoundingClientRect();
    const top = box && box.width > innerWidth * 0.8 ? Math.max(0, box.bottom) : 0;
    return top + READING * (innerHeight - top);
  };
  const follow = () => {
    asked = 0;
    if (led) return;
    const height = line();
    const ended = scrollY > 0 && scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
    const read = ended ? passages.at(-1) : (passages.findLast((passage) => passage.getBoundingClientRect().top <= height) ?? passages[0]);
    if (!read) return;
    mark(read);
    viewer()?.select(Number(read.dataset['step']), 'story');
  };
  const mark = (read: HTMLElement) => { for (const passage of passages) passage.toggleAttribute('data-read', passage === read); };
  if (passages.length > 0) {
    addEventListener('scroll', () => { asked ||= requestAnimationFrame(follow); }, { signal, passive: true });
    if (passages[0]) mark(passages[0]);
  }

  return (index) => {
    const passage = passages.find((one) => Number(one.dataset['step']) === index && !('opening' in one.dataset));
    if (!passage || !stage) return;
    led = true;
    mark(passage);
    scrollTo({ top: scrollY + passage.getBoundingClientRect().top - line() + 8, behavior: 'instant' });
    // The event of this scroll comes with the next frame; who scrolls after it leads again.
    requestAnimationFrame(() => requestAnimationFrame(() => { led = false; }));
  };
}
