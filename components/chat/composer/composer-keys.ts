export type ComposerKey = {
  readonly key: string;
  readonly shiftKey: boolean;
  /** True while an input method is composing: Enter then picks a word and must not send. */
  readonly isComposing: boolean;
  /** 229 is what some browsers report for the Enter that ends a composition, after `isComposing` is already false. */
  readonly keyCode: number;
};

export type ComposerState = { readonly text: string; readonly caretAtStart: boolean; readonly running: boolean; /** An earlier message is being edited. */ readonly editing: boolean; /** Earlier messages are being gone through. */ readonly browsing: boolean };

export type ComposerCommand = 'send' | 'stop' | 'leave' | 'older' | 'newer';

export function composerCommand(event: ComposerKey, { text, caretAtStart, running, editing, browsing }: ComposerState): ComposerCommand | undefined {
  if (event.isComposing || event.keyCode === 229) return undefined;
  switch (event.key) {
    case 'Enter':
      return event.shiftKey || text.trim() === '' ? undefined : 'send';
    case 'Escape':
      // What was begun last is left first.
      return editing ? 'leave' : running ? 'stop' : undefined;
    case 'ArrowUp':
      return text === '' || (browsing && caretAtStart) ? 'older' : undefined;
    case 'ArrowDown':
      return browsing ? 'newer' : undefined;
    default:
      return undefined;
  }
}

/** What was said before, newest last; `index` counts from the newest, −1 is the line being written. */
export function recall(history: readonly string[], index: number, direction: 'older' | 'newer'): { readonly index: number; readonly text: string } {
  const next = Math.max(-1, Math.min(history.length - 1, index + (direction === 'older' ? 1 : -1)));
  return { index: next, text: next < 0 ? '' : (history[history.length - 1 - next] ?? '') };
}

/** Everything said before, each once where it was said last: of other photos first, of this one nearest. `elsewhere`: latest first. */
export function saidBefore(elsewhere: readonly string[], here: readonly string[]): readonly string[] {
  const all = [...elsewhere.toReversed(), ...here];
  return all.filter((text, index) => text.trim() !== '' && all.lastIndexOf(text) === index);
}
