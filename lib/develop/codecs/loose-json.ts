import type { JsonValue } from '../types';
import { SettingsFileError } from './errors';
import { Budget, checkLength, excerpt, isUnsafeKey, placeOf } from './limits';

/**
 * What a language model wrote, as the JSON it meant. Valid JSON gives exactly what `JSON.parse` gives. Beyond that it reads: words and code
 * fences around the value, `<tool_call>` tags, comments of JavaScript, C and Python, single and typographic quotes, keys without quotes, Python's and
 * JavaScript's words (`True`, `None`, `undefined`, `NaN`), tuples, full-width punctuation and digits, missing and superfluous commas, `=` for `:`,
 * plus signs and the true minus, and an answer that was cut off. Nothing is executed; time is linear in the text.
 */
export type LooseJson = {
  readonly value: JsonValue;
  /** What was not JSON, each kind once, in English. Empty for valid JSON. */
  readonly repairs: readonly string[];
};

const OPEN: Readonly<Record<string, string>> = { '{': '}', '[': ']', '(': ')', '｛': '}', '［': ']', '（': ')', '【': ']' };
const CLOSE: Readonly<Record<string, string>> = { '}': '}', ']': ']', ')': ')', '｝': '}', '］': ']', '）': ')', '】': ']' };
const QUOTES: Readonly<Record<string, string>> = { '"': '"', "'": "'", '`': '`', '“': '”', '”': '”', '‘': '’', '’': '’', '「': '」', '＂': '＂', '＇': '＇' };
const COMMAS = new Set([',', '，', '、', ';', '；']);
const COLONS = new Set([':', '：', '=']);
const WORDS: Readonly<Record<string, JsonValue>> = { true: true, false: false, null: null, True: true, False: false, None: null, TRUE: true, FALSE: false, nil: null, undefined: null, NaN: null, nan: null, Infinity: null, inf: null };
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', '/': '/', '\\': '\\', '"': '"', "'": "'", '\n': '' };

const MISMATCH = 'brackets that do not match';

const SPACE = /[\s\ufeff\u3000]*/y;
const BARE = /[\p{L}_$][\p{L}\p{N}_$./-]*/uy;
const NUMBER = /[+\-−－]?(?:[0-9０-９][0-9０-９_]*(?:[.．][0-9０-９]*)?|[.．][0-9０-９]+)(?:[eE][+-]?[0-9]+)?/y;
const UNIT = /\s?(?:%|°|K|EV|px|级)(?![\p{L}\p{N}])/uy;
const LETTER = /[\p{L}\p{N}]/u;
const STRICT_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?(e[+-]?\d+)?$/i;

/** Full-width digits and dot, the true minus and digit groups as ASCII. */
const asciiNumber = (text: string): string =>
  text.replace(/_/g, '').replace(/[−－]/g, '-').replace(/[０-９．]/g, (char) => (char === '．' ? '.' : String.fromCharCode(char.charCodeAt(0) - 0xfee0)));

class Reader {
  #at = 0;
  #cut = false;
  readonly #text: string;
  readonly #repairs = new Set<string>();
  readonly #budget = new Budget();

  constructor(text: string, from: number) {
    this.#text = text;
    this.#at = from;
  }

  document(): LooseJson {
    const value = this.#value();
    const empty = typeof value === 'object' && value !== null && Object.keys(value).length === 0;
    if (value === undefined || (empty && (this.#cut || this.#repairs.has(MISMATCH)))) throw this.#bad('it ends before the first whole value');
    return { value, repairs: [...this.#repairs] };
  }

  get end(): number {
    return this.#at;
  }

  #bad(what: string): SettingsFileError {
    return new SettingsFileError('malformed-json', `The text is not JSON: ${what} (${placeOf(this.#text, this.#at)}).`);
  }

  #repair(what: string): void {
    this.#repairs.add(what);
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#text)?.[0] ?? '';
  }

  /** Over white space and comments to the next character that counts; '' at the end. */
  #peek(): string {
    for (;;) {
      this.#at += this.#match(SPACE).length;
      const two = this.#text.slice(this.#at, this.#at + 2);
      if (two === '//' || two.startsWith('#')) this.#skipTo('\n', 1, false);
      else if (two === '/*') this.#skipTo('*/', 2, true);
      else return this.#text[this.#at] ?? '';
    }
  }

  #skipTo(mark: string, length: number, cuts: boolean): void {
    this.#repair('comments');
    const end = this.#text.indexOf(mark, this.#at + length);
    if (end < 0 && cuts) this.#cut = true;
    this.#at = end < 0 ? this.#text.length : end + mark.length;
  }

  /** `undefined` where the text ends before or inside the value. */
  #value(): JsonValue | undefined {
    const char = this.#peek();
    if (char === '') { this.#cut = true; return undefined; }
    const close = OPEN[char];
    if (close !== undefined) {
      if (char !== '{' && char !== '[') this.#repair(char === '(' ? 'tuples' : 'full-width punctuation');
      return close === '}' ? this.#record() : this.#list(close);
    }
    if (QUOTES[char] !== undefined) {
      const text = this.#string();
      return this.#cut ? undefined : text;
    }
    const number = this.#match(NUMBER);
    if (number !== '') return this.#number(number);
    const word = this.#match(BARE);
    if (word === '') throw this.#bad(`a value was expected but there is ${excerpt(this.#text, this.#at)}`);
    return this.#word(word);
  }

  #number(text: string): JsonValue | undefined {
    this.#budget.node();
    this.#at += text.length;
    // A number at the very end may have lost digits.
    if (this.#at === this.#text.length && this.#text.length > text.length) { this.#cut = true; return undefined; }
    if (!STRICT_NUMBER.test(text)) this.#repair('numbers written otherwise');
    const unit = this.#match(UNIT);
    if (unit !== '') { this.#at += unit.length; this.#repair('units after numbers'); }
    const value = Number(asciiNumber(text));
    if (Number.isFinite(value)) return value;
    this.#repair('numbers without a value');
    return null;
  }

  #word(word: string): JsonValue | undefined {
    this.#budget.node();
    this.#at += word.length;
    if (Object.hasOwn(WORDS, word)) {
      if (word !== 'true' && word !== 'false' && word !== 'null') this.#repair('words of other languages (True, None, NaN …)');
      return WORDS[word];
    }
    if (this.#at === this.#text.length) { this.#cut = true; return undefined; }
    this.#repair('text without quotes');
    return word;
  }

  #string(): string {
    this.#budget.node();
    const open = this.#text[this.#at] ?? '';
    const close = QUOTES[open] ?? open;
    if (open !== '"') this.#repair(open === "'" || open === '`' ? 'single quotes' : 'typographic quotes');
    const parts: string[] = [];
    let from = this.#at + 1;
    for (let at = from; ; at++) {
      const char = this.#text[at];
      if (char === undefined) { this.#cut = true; this.#at = at; return ''; }
      if (this.#closes(char, close, at)) {
        parts.push(this.#text.slice(from, at));
        this.#at = at + 1;
        return parts.join('');
      }
      if (char === '\\') {
        parts.push(this.#text.slice(from, at));
        const code = /^u([0-9a-f]{4})/i.exec(this.#text.slice(at + 1, at + 6))?.[1];
        const next = this.#text[at + 1] ?? '';
        parts.push(code === undefined ? (ESCAPES[next] ?? next) : String.fromCharCode(Number.parseInt(code, 16)));
        at += code === undefined ? 1 : 5;
        from = at + 1;
      }
    }
  }

  /** An apostrophe between letters closes nothing; what opened with “ may close with any double quote. */
  #closes(char: string, close: string, at: number): boolean {
    if (close === "'") return char === close && !LETTER.test(this.#text[at + 1] ?? '');
    return char === close || (close === '”' && (char === '“' || char === '"'));
  }

  #list(close: string): JsonValue {
    this.#budget.enter();
    this.#at += 1;
    const items: JsonValue[] = [];
    this.#items(close, () => {
      const item = this.#value();
      if (item !== undefined) items.push(item);
    });
    this.#budget.leave();
    return items;
  }

  #record(): JsonValue {
    this.#budget.enter();
    this.#at += 1;
    const fields: [string, JsonValue][] = [];
    this.#items('}', () => {
      const key = this.#key();
      if (key === undefined) return;
      const value = this.#value();
      if (value === undefined) return;
      if (isUnsafeKey(key)) this.#repair('names that no setting can have');
      else fields.push([key, value]);
    });
    this.#budget.leave();
    return Object.fromEntries(fields);
  }

  /** Items between brackets, with the commas that are there. */
  #items(close: string, item: () => void): void {
    let separated = true;
    let first = true;
    for (;;) {
      const char = this.#peek();
      if (this.#cut || char === '') { this.#cut = true; this.#repair('an end that was cut off'); return; }
      const closes = CLOSE[char];
      if (closes !== undefined) {
        if (closes !== close) { this.#repair(MISMATCH); return; }
        if (separated && !first) this.#repair('superfluous commas');
        this.#at += 1;
        return;
      }
      if (COMMAS.has(char)) {
        if (separated) this.#repair('superfluous commas');
        if (char !== ',') this.#repair('full-width punctuation');
        separated = true;
        this.#at += 1;
        continue;
      }
      if (!separated) this.#repair('missing commas');
      item();
      separated = false;
      first = false;
    }
  }

  #key(): string | undefined {
    const char = this.#peek();
    const quoted = QUOTES[char] !== undefined;
    const bare = quoted ? '' : this.#match(BARE) || this.#match(NUMBER);
    if (!quoted && bare === '') throw this.#bad(`a name was expected but there is ${excerpt(this.#text, this.#at)}`);
    const key = quoted ? this.#string() : bare;
    if (!quoted) { this.#at += bare.length; this.#repair('names without quotes'); }
    const colon = this.#peek();
    if (this.#cut || colon === '') { this.#cut = true; return undefined; }
    if (!COLONS.has(colon)) throw this.#bad(`a colon was expected after ${JSON.stringify(key.slice(0, 40))} but there is ${excerpt(this.#text, this.#at)}`);
    if (colon !== ':') this.#repair(colon === '=' ? 'equals signs for colons' : 'full-width punctuation');
    this.#at += 1;
    if (colon === '=' && this.#text[this.#at] === '>') this.#at += 1;
    return key;
  }
}

/** Where the value begins: in the tool call, in the code fence, at the first brace, or else at the first bracket. */
function startOf(text: string): number {
  const call = text.lastIndexOf('<tool_call>');
  const from = call < 0 ? 0 : call + '<tool_call>'.length;
  const find = (pattern: RegExp, start: number): number => { pattern.lastIndex = start; return pattern.exec(text)?.index ?? -1; };
  const fence = text.indexOf('```', from);
  const brace = find(/[{｛]/g, from);
  const begin = fence >= 0 && (brace < 0 || fence < brace) ? find(/[\s{[]/g, fence) : from;
  const first = find(/[^\s\ufeff]/g, Math.max(begin, from));
  if (first >= 0 && OPEN[text[first] ?? ''] !== undefined) return first;
  const found = [find(/[{｛]/g, Math.max(begin, from)), find(/[[［【]/g, Math.max(begin, from))].find((at) => at >= 0);
  return found ?? from;
}

const JUNK_AFTER = /^[\s\ufeff]*(;|`{3})?[\s\ufeff]*$/;

/** Reads one value. Throws `SettingsFileError` (`malformed-json`, `too-large`) where no repair is safe. */
export function readLooseJson(text: string): LooseJson {
  checkLength(text);
  const start = startOf(text);
  const reader = new Reader(text, start);
  const { value, repairs } = reader.document();
  const around = /[^\s\ufeff]/.test(text.slice(0, start)) || !JUNK_AFTER.test(text.slice(reader.end, reader.end + 4096));
  return { value, repairs: around ? ['words around the value', ...repairs] : repairs };
}

/** How many values one text may hold. */
const MOST_VALUES = 16;

/**
 * Every object or list in a text, in order: models answer with several where one was asked for, or put words between them. What comes after the last
 * readable one is left out. Throws as `readLooseJson` does where there is none.
 */
export function readLooseObjects(text: string): readonly LooseJson[] {
  checkLength(text);
  const found: LooseJson[] = [];
  let rest = text;
  while (found.length < MOST_VALUES && (found.length === 0 || /[{｛]/.test(rest))) {
    const start = found.length === 0 ? startOf(rest) : rest.search(/[{｛]/);
    const reader = new Reader(rest, start);
    try {
      const read = reader.document();
      if (typeof read.value === 'object' && read.value !== null) found.push(read);
      else if (found.length === 0) throw new SettingsFileError('malformed-json', 'The text is not JSON: there is no object in it.');
    } catch (error) {
      if (found.length > 0) break;
      throw error;
    }
    rest = rest.slice(reader.end);
  }
  return found;
}
