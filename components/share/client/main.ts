import { wireStory } from './story';
import { wireViewer, type Viewer } from './viewer';

/** The whole script of shared pages. What they say stands in the document already. */

let wired = new AbortController();
const kind = () => document.documentElement.dataset['page'];
const tokenOf = () => location.pathname.split('/')[2] ?? '';

/** The page in another language: fetched anew and put in place, where the visitor was. */
async function speak(locale: string): Promise<void> {
  document.cookie = `evoroom-locale=${locale}; path=/; max-age=31536000; samesite=lax`;
  const response = await fetch(location.href, { headers: { accept: 'text/html' } });
  const next = new DOMParser().parseFromString(await response.text(), 'text/html');
  const at = current?.at();
  document.body.replaceChildren(...[...next.body.children].filter((element) => element.tagName !== 'SCRIPT' || element.id !== ''));
  document.title = next.title;
  document.documentElement.lang = next.documentElement.lang;
  wire();
  if (at !== undefined) current?.select(at, 'strip');
  document.querySelector<HTMLElement>(`[data-locale=${locale}]`)?.focus();
}

function preferences(signal: AbortSignal): void {
  document.addEventListener('click', (event) => {
    const target = event.target as Element;
    const locale = target.closest<HTMLElement>('[data-locale]')?.dataset['locale'];
    if (locale !== undefined && locale !== document.documentElement.lang.slice(0, 2)) void speak(locale);
    if (target.closest('#wall')) document.documentElement.dataset['theme'] = document.documentElement.dataset['theme'] === 'dark' ? 'light' : 'dark';
  }, { signal });
}

let current: Viewer | undefined;

function wire(): void {
  wired.abort();
  wired = new AbortController();
  const { signal } = wired;
  preferences(signal);
  const lead = wireStory(signal, () => current);
  current = wireViewer(signal, lead);
}

/** A visit counts once per tab, and only where there is something to see. */
function count(): void {
  const key = `seen ${tokenOf()}`;
  try {
    if (sessionStorage.getItem(key) !== null) return;
    sessionStorage.setItem(key, '1');
  } catch {
    // Without storage every page counts.
  }
  navigator.sendBeacon(`/api/shared/${tokenOf()}/views`);
}

/** A link that was taken back takes its page along, also where it still stands open. */
async function stillThere(): Promise<void> {
  if (document.visibilityState !== 'visible' || current === undefined) return;
  const response = await fetch(location.href, { method: 'HEAD', cache: 'no-store' }).catch(() => undefined);
  if (response && (response.status === 404 || response.status === 403)) location.reload();
}

wire();
if (current !== undefined && (kind() === 'share' || kind() === 'embed')) count();
document.addEventListener('visibilitychange', () => void stillThere());
addEventListener('pageshow', (event) => { if (event.persisted) void stillThere(); });
