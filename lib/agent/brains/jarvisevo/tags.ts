/** An answer of the checkpoint, taken apart. */
export type Tagged = {
  readonly think: string;
  /** What stood between `tool_call` tags, in order. */
  readonly calls: readonly string[];
  readonly answer?: string;
  readonly state?: string;
  /** What stood outside of all tags. */
  readonly outside: string;
};

type Room = 'outside' | 'think' | 'call' | 'answer' | 'state';
const ROOMS: Readonly<Record<string, Room>> = { think: 'think', thinking: 'think', tool_call: 'call', toolcall: 'call', answer: 'answer', state: 'state' };
const TAG = /[<＜]\s*([/／]?)\s*(thinking|think|tool_call|toolcall|answer|state)\s*[>＞]/i;
/** The longest tag with spaces in it. */
const TAG_LENGTH = 24;
/** Where a call without tags begins. */
const BARE_CALL = /[{｛`]/;

/**
 * Reads an answer while it is being written: thought is handed out as soon as it cannot be part of a tag, tags never are. Tags may be full-width, may
 * be missing at the end, and a call may sit inside the thought. Words outside of tags are thought too, as long as there is none between tags; a call
 * that was written without tags is not shown.
 */
export class TagReader {
  #pending = '';
  #room: Room = 'outside';
  /** Where the text goes on after the call that is being read. */
  #around: Room = 'outside';
  #think = '';
  readonly #calls: string[] = [];
  #answer: string | undefined;
  #state: string | undefined;
  #outside = '';
  #thinking = false;
  /** A call without tags has begun. */
  #bare = false;

  /** Takes the next piece; gives what of it is thought. */
  take(piece: string): string {
    this.#pending += piece;
    let shown = '';
    for (let tag = TAG.exec(this.#pending); tag; tag = TAG.exec(this.#pending)) {
      shown += this.#put(this.#pending.slice(0, tag.index));
      this.#pending = this.#pending.slice(tag.index + tag[0].length);
      this.#turn(ROOMS[(tag[2] ?? '').toLowerCase()] ?? 'outside', tag[1] !== '');
    }
    // What may be the beginning of a tag waits for its end.
    const open = Math.max(this.#pending.lastIndexOf('<'), this.#pending.lastIndexOf('＜'));
    const until = open >= 0 && this.#pending.length - open < TAG_LENGTH ? open : this.#pending.length;
    shown += this.#put(this.#pending.slice(0, until));
    this.#pending = this.#pending.slice(until);
    return shown;
  }

  /** The end of the answer: gives the last of the thought. */
  end(): string {
    const shown = this.#put(this.#pending.replace(/[<＜][/／]?[a-z_]*$/i, ''));
    this.#pending = '';
    return shown;
  }

  get read(): Tagged {
    return {
      think: this.#think.trim(), calls: this.#calls.map((call) => call.trim()).filter((call) => call !== ''), outside: this.#outside.trim(),
      ...(this.#answer !== undefined && { answer: this.#answer.trim() }), ...(this.#state !== undefined && { state: this.#state.trim() }),
    };
  }

  #turn(room: Room, closing: boolean): void {
    if (closing) {
      const leaves = this.#room === 'call' && room === 'call';
      this.#room = leaves ? this.#around : 'outside';
      return;
    }
    this.#around = room === 'call' && this.#room === 'think' ? 'think' : 'outside';
    this.#room = room;
    if (room === 'call') this.#calls.push('');
    if (room === 'answer') this.#answer ??= '';
    if (room === 'state') this.#state ??= '';
    if (room === 'think') this.#thinking = true;
  }

  #put(text: string): string {
    if (text === '') return '';
    switch (this.#room) {
      case 'think': return this.#thought(text);
      case 'call': this.#calls[this.#calls.length - 1] += text; return '';
      case 'answer': this.#answer = `${this.#answer ?? ''}${text}`; return '';
      case 'state': this.#state = `${this.#state ?? ''}${text}`; return '';
      case 'outside': {
        this.#outside += text;
        if (this.#thinking || this.#calls.length > 0 || this.#bare) return '';
        const start = text.search(BARE_CALL);
        this.#bare = start >= 0;
        return this.#thought(start < 0 ? text : text.slice(0, start));
      }
    }
  }

  #thought(text: string): string {
    const added = this.#think === '' ? text.trimStart() : text;
    this.#think += added;
    return added;
  }
}
