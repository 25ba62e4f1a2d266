import { afterEach, describe, expect, it, vi } from 'vitest';
import { copyText } from './copy-text';

/** As much of a page as copying touches. An open dialog lets nothing outside itself have the focus. */
function page({ dialogs = 0, focused = 'body' }: { readonly dialogs?: number; readonly focused?: 'body' | 'dialog' }) {
  let clipboard: string | undefined;
  class Element {
    value = '';
    readonly style = { cssText: '' };
    readonly children = new Set<Element>();
    parent: Element | null = null;
    constructor(readonly role: string) {}
    setAttribute() {}
    select() {}
    append(child: Element) { this.children.add(child); child.parent = this; }
    remove() { this.parent?.children.delete(this); if (document.activeElement === this) document.activeElement = body; }
    closest(): Element | null { return this.role === 'dialog' ? this : (this.parent?.closest() ?? null); }
    focus() { if (open.length === 0 || this.closest() === open.at(-1)) document.activeElement = this; }
  }
  const body = new Element('body');
  const open = Array.from({ length: dialogs }, () => new Element('dialog'));
  for (const dialog of open) body.append(dialog);
  const button = new Element('button');
  (open.at(-1) ?? body).append(button);
  const document = {
    body,
    activeElement: focused === 'dialog' ? button : body,
    createElement: (name: string) => new Element(name),
    querySelectorAll: () => open,
    execCommand: () => {
      if (document.activeElement.role !== 'textarea') return false;
      clipboard = document.activeElement.value;
      return true;
    },
  };
  vi.stubGlobal('document', document);
  vi.stubGlobal('HTMLElement', Element);
  const count = (element: Element): number => [...element.children].reduce((sum, child) => sum + count(child), 1);
  return { document, button, body, clipboard: () => clipboard, size: () => count(body) };
}

describe('copying text', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('asks the browser where it can', async () => {
    const writeText = vi.fn(async () => undefined);
    vi.stubGlobal('navigator', { clipboard: { writeText } });
    const { clipboard } = page({});
    expect(await copyText('words')).toBe(true);
    expect(writeText).toHaveBeenCalledWith('words');
    expect(clipboard()).toBeUndefined();
  });

  it('works on a page that is not served securely, and leaves it as it was', async () => {
    vi.stubGlobal('navigator', {});
    for (const state of [{}, { dialogs: 1, focused: 'dialog' }, { dialogs: 2, focused: 'dialog' }] as const) {
      const { document, button, body, clipboard, size } = page(state);
      const before = size();
      expect(await copyText('words')).toBe(true);
      expect(clipboard()).toBe('words');
      expect(size()).toBe(before);
      expect(document.activeElement).toBe('focused' in state ? button : body);
    }
  });

  it('finds the open dialog when nothing has the focus any more', async () => {
    vi.stubGlobal('navigator', {});
    const { clipboard } = page({ dialogs: 1 });
    expect(await copyText('words')).toBe(true);
    expect(clipboard()).toBe('words');
  });

  it('says when the browser refuses either way', async () => {
    vi.stubGlobal('navigator', { clipboard: { writeText: () => Promise.reject(new Error('not allowed')) } });
    const { document } = page({ dialogs: 1, focused: 'dialog' });
    document.execCommand = () => false;
    expect(await copyText('words')).toBe(false);
  });
});
