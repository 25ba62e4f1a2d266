import { SettingsFileError } from './errors';

/**
 * Bounds that every reader of settings files holds, so that a hostile file costs neither memory nor time: far above what any program writes
 * (a sidecar with dozens of brush strokes has some 200 kB), far below what hurts.
 */
const MAX_CHARS = 16 * 1024 * 1024;
/** Levels of structures inside structures. */
const MAX_DEPTH = 64;
/** Elements, attributes, values: everything that becomes an object of its own. */
const MAX_NODES = 400_000;

export function checkLength(text: string): void {
  if (text.length > MAX_CHARS) throw new SettingsFileError('too-large', `The file has more than ${MAX_CHARS / 1024 / 1024} million characters; settings files are far smaller.`);
}

/** Counts nodes and depth while a file is read; throws `too-large` beyond the bounds. */
export class Budget {
  #nodes = 0;
  #depth = 0;

  node(): void {
    this.#nodes += 1;
    if (this.#nodes > MAX_NODES) throw new SettingsFileError('too-large', `The file has more than ${MAX_NODES} parts; settings files have far fewer.`);
  }

  enter(): void {
    this.node();
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw new SettingsFileError('too-large', `The file is nested more than ${MAX_DEPTH} deep; no settings file is.`);
  }

  leave(): void {
    this.#depth -= 1;
  }
}

/** Line and column (from 1) of a place in a text, for messages. */
export function placeOf(text: string, at: number): string {
  const before = text.slice(0, at);
  const line = before.split('\n').length;
  return `line ${line}, column ${at - before.lastIndexOf('\n')}`;
}

/** The few characters at a place, for messages: nothing that could break a terminal. */
export function excerpt(text: string, at: number): string {
  const words = Array.from(text.slice(at, at + 24), (char) => ((char.codePointAt(0) ?? 0) < 32 ? ' ' : char)).join('').trim();
  return words === '' ? 'the end of the file' : `“${words}${text.length > at + 24 ? '…' : ''}”`;
}

/** A name that could reach an object's prototype instead of being a field of it. */
export const isUnsafeKey = (name: string): boolean => name === '__proto__';
