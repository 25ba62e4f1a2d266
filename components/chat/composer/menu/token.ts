/** What is named at the caret: `/` opens looks and commands, `@` a step or a place. `from` is where the sign stands, `to` the caret. */
export type Token = { readonly kind: '/' | '@'; readonly query: string; readonly from: number; readonly to: number };

/** Longer than this it is no name that is looked for, but words. */
const LONGEST = 40;
/** `＠` and `／` are what Chinese keyboards type. An address (`me@home`) names nobody here. */
const NAMED = /(?:^|[^\w.@＠])([@＠])([^\s@＠，。,.;；]*)$/u;
const COMMANDED = /^[/／]([^\n/／]*)$/u;

/** The token that the caret stands in, if any. A command stands alone: it is what the message begins with. */
export function tokenAt(text: string, caret: number): Token | undefined {
  const before = text.slice(0, caret);
  const command = COMMANDED.exec(before)?.[1];
  if (command !== undefined) return command.length <= LONGEST && text.slice(caret).trim() === '' ? { kind: '/', query: command.trim(), from: 0, to: caret } : undefined;
  const named = NAMED.exec(before);
  const query = named?.[2];
  return query !== undefined && query.length <= LONGEST ? { kind: '@', query, from: caret - query.length - 1, to: caret } : undefined;
}

/** The text with words in place of the token, and where the caret then stands. Words of an alphabet are kept apart from what follows. */
export function withWords(text: string, { from, to }: Token, words: string): { readonly text: string; readonly caret: number } {
  const [head, tail] = [text.slice(0, from), text.slice(to)];
  const apart = words !== '' && /[\w]$/.test(words) && !/^[\s.,;!?]/.test(tail) ? ' ' : '';
  return { text: head + words + apart + tail, caret: head.length + words.length + apart.length };
}

/** Whether a message says nothing before the token: a step that is named alone is one to go back to. */
export const standsAlone = (text: string, { from }: Token): boolean => text.slice(0, from).trim() === '';
