/** Where the focus may go: a dialog that is open takes it back from anywhere outside itself. */
function homeOfFocus(focused: Element | null): Element {
  // A button that goes out of use while it is pressed leaves the focus to nobody.
  return focused?.closest('[role="dialog"]') ?? Array.from(document.querySelectorAll('[role="dialog"]')).at(-1) ?? document.body;
}

/** Puts text on the clipboard; resolves to whether it is there. Pages that are not served securely have only the old way. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement('textarea');
    field.value = text;
    field.setAttribute('readonly', '');
    field.style.cssText = 'position:fixed;top:0;opacity:0';
    const before = document.activeElement;
    homeOfFocus(before).append(field);
    field.focus({ preventScroll: true });
    field.select();
    const copied = document.execCommand('copy');
    field.remove();
    if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    return copied;
  }
}
