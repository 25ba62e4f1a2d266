import type { JsonValue } from '../types';
import { SettingsFileError } from './errors';
import { Budget, checkLength, excerpt, isUnsafeKey, placeOf } from './limits';

/**
 * Lua tables as data (Lua 5.4 reference manual §3.1 lexical conventions, §3.4.9 table constructors): strings, numbers, booleans, nil and tables
 * of them. A file is `return { … }`, `name = { … }` or the table alone. Nothing is ever executed: a function, a call, an operator or a second
 * statement is refused with its place. Lightroom's `LOC "$$$/key=Text"` and `ZSTR "…"` stand for the text.
 */
export type LuaFile = {
  /** The variable that the table was assigned to, absent for `return` and for a bare table. */
  readonly name?: string;
  readonly value: JsonValue;
};

const SPACE = /\s*/y;
const NAME = /[A-Za-z_]\w*/y;
const NUMBER = /-?\s*(?:0[xX][0-9a-fA-F]+|(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)(?![\w.])/y;
const LONG_OPEN = /\[(=*)\[/y;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '\u0007', b: '\b', f: '\f', v: '\v', '\\': '\\', '"': '"', "'": "'", '\n': '\n' };
const KEYWORDS: Readonly<Record<string, JsonValue>> = { true: true, false: false, nil: null };

class Parser {
  #at = 0;
  readonly #budget = new Budget();
  constructor(readonly text: string) {}

  file(): LuaFile {
    const word = this.#word();
    if (word === 'return') {
      this.#at += word.length;
      return this.#rest(undefined);
    }
    if (word !== '' && word !== 'local' && !Object.hasOwn(KEYWORDS, word)) {
      this.#at += word.length;
      if (this.#peek() !== '=') throw this.#code(this.#at);
      this.#at += 1;
      return this.#rest(word);
    }
    return this.#rest(undefined);
  }

  #rest(name: string | undefined): LuaFile {
    const value = this.#value();
    if (this.#peek() === ';') this.#at += 1;
    // Some programs end with `return s`.
    if (name !== undefined && this.#word() === 'return') {
      this.#at += 'return'.length;
      if (this.#word() === name) this.#at += name.length;
    }
    if (this.#peek() !== '') throw this.#code(this.#at);
    return { ...(name !== undefined && { name }), value };
  }

  #code(at: number): SettingsFileError {
    return new SettingsFileError('lua-code', `The Lua file holds more than a table of values: ${excerpt(this.text, at)} at ${placeOf(this.text, at)}. Only data is read; nothing in the file was executed.`);
  }

  #bad(what: string): SettingsFileError {
    return new SettingsFileError('malformed-lua', `The Lua table is broken at ${placeOf(this.text, this.#at)}: ${what}.`);
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.text);
  }

  /** Over white space and comments to the next character; '' at the end. */
  #peek(): string {
    for (;;) {
      this.#at += this.#match(SPACE)?.[0].length ?? 0;
      if (!this.text.startsWith('--', this.#at)) return this.text[this.#at] ?? '';
      this.#at += 2;
      const long = this.#match(LONG_OPEN);
      if (long) this.#long(long);
      else {
        const end = this.text.indexOf('\n', this.#at);
        this.#at = end < 0 ? this.text.length : end + 1;
      }
    }
  }

  #word(): string {
    this.#peek();
    return this.#match(NAME)?.[0] ?? '';
  }

  #value(): JsonValue {
    const char = this.#peek();
    if (char === '{') return this.#table();
    if (char === '"' || char === "'") return this.#string(char);
    const long = this.#match(LONG_OPEN);
    if (long) return this.#long(long);
    const number = this.#match(NUMBER)?.[0];
    if (number !== undefined) return this.#number(number);
    const word = this.#word();
    if (Object.hasOwn(KEYWORDS, word)) {
      this.#budget.node();
      this.#at += word.length;
      return KEYWORDS[word] ?? null;
    }
    if (word === 'LOC' || word === 'ZSTR') {
      this.#at += word.length;
      const quote = this.#peek();
      if (quote !== '"' && quote !== "'") throw this.#code(this.#at);
      return this.#string(quote).replace(/^\$\$\$\/[^=]*=/, '');
    }
    if (char === '') throw this.#bad('the file ends where a value should be');
    throw this.#code(this.#at);
  }

  #number(text: string): number {
    this.#budget.node();
    this.#at += text.length;
    const bare = text.replace(/\s/g, '');
    const value = /^-?0x/i.test(bare) ? Number(bare.replace('-', '')) * (bare.startsWith('-') ? -1 : 1) : Number(bare);
    if (!Number.isFinite(value)) throw this.#bad(`${bare.slice(0, 20)} is too large for a number`);
    return value;
  }

  #string(quote: string): string {
    this.#budget.node();
    const parts: string[] = [];
    let from = this.#at + 1;
    for (let at = from; ; at++) {
      const char = this.text[at];
      if (char === undefined || char === '\n') throw this.#bad('a string is not closed');
      if (char === quote) {
        parts.push(this.text.slice(from, at));
        this.#at = at + 1;
        return parts.join('');
      }
      if (char !== '\\') continue;
      parts.push(this.text.slice(from, at));
      const { text, length } = this.#escape(at + 1);
      parts.push(text);
      at += length;
      from = at + 1;
    }
  }

  #escape(at: number): { readonly text: string; readonly length: number } {
    const next = this.text[at] ?? '';
    const code = /^(?:(\d{1,3})|x([0-9a-fA-F]{2})|u\{([0-9a-fA-F]{1,6})\})/.exec(this.text.slice(at, at + 10));
    if (code) {
      const value = code[1] === undefined ? Number.parseInt(code[2] ?? code[3] ?? '', 16) : Number(code[1]);
      if (value > (code[3] === undefined ? 255 : 0x10ffff)) throw this.#bad(`\\${code[0]} is not a character`);
      return { text: String.fromCodePoint(value), length: code[0].length };
    }
    if (next === 'z') return { text: '', length: 1 + (/^\s*/.exec(this.text.slice(at + 1, at + 4096))?.[0].length ?? 0) };
    const text = ESCAPES[next];
    if (text === undefined) throw this.#bad(`\\${next} is not an escape that Lua knows`);
    return { text, length: 1 };
  }

  #long(open: RegExpExecArray): string {
    this.#budget.node();
    const close = `]${open[1] ?? ''}]`;
    const from = this.#at + open[0].length;
    const end = this.text.indexOf(close, from);
    if (end < 0) throw this.#bad('a long string or comment is not closed');
    this.#at = end + close.length;
    return this.text.slice(from, end).replace(/^\r?\n/, '');
  }

  #table(): JsonValue {
    this.#budget.enter();
    this.#at += 1;
    const fields: [string | number, JsonValue][] = [];
    let position = 0;
    for (;;) {
      const char = this.#peek();
      if (char === '}') break;
      if (char === '') throw this.#bad('a table is not closed');
      const key = this.#key(char);
      const value = this.#value();
      if (key === undefined) position += 1;
      const name = key ?? position;
      if (typeof name === 'string' && isUnsafeKey(name)) throw this.#bad(`${name} is not a name that a setting can have`);
      fields.push([name, value]);
      const next = this.#peek();
      if (next === ',' || next === ';') this.#at += 1;
      else if (next !== '}') throw next === '' ? this.#bad('a table is not closed') : this.#code(this.#at);
    }
    this.#at += 1;
    this.#budget.leave();
    return shape(fields);
  }

  /** `name =` or `[value] =`; undefined before a value without a key. */
  #key(char: string): string | number | undefined {
    const start = this.#at;
    if (char === '[' && !this.#match(LONG_OPEN)) {
      this.#at += 1;
      const key = this.#value();
      if (this.#peek() !== ']') throw this.#code(this.#at);
      this.#at += 1;
      if (this.#peek() !== '=') throw this.#code(this.#at);
      this.#at += 1;
      if (typeof key !== 'string' && typeof key !== 'number') throw this.#bad('the key of a field is neither text nor a number');
      return key;
    }
    const word = this.#match(NAME)?.[0] ?? '';
    if (word === '' || Object.hasOwn(KEYWORDS, word)) return undefined;
    this.#at += word.length;
    const next = this.#peek();
    if (next === '=' && this.text[this.#at + 1] !== '=') {
      this.#at += 1;
      return word;
    }
    this.#at = start;
    return undefined;
  }
}

/** A list where the keys are 1…n (whatever their order), otherwise a record. `nil` is no field, as in Lua. */
function shape(fields: readonly (readonly [string | number, JsonValue])[]): JsonValue {
  const numbered = fields.every(([key]) => typeof key === 'number');
  if (numbered) {
    const items = new Map(fields.map(([key, value]) => [Number(key), value]));
    const list = Array.from({ length: items.size }, (_, i) => items.get(i + 1));
    if (list.every((item) => item !== undefined)) return list;
  }
  return Object.fromEntries(fields.filter(([, value]) => value !== null).map(([key, value]) => [String(key), value]));
}

/** Reads a file that is one Lua table. Throws `SettingsFileError`: `lua-code`, `malformed-lua` or `too-large`. */
export function parseLua(source: string): LuaFile {
  checkLength(source);
  return new Parser(source.replace(/^\ufeff/, '')).file();
}

const IDENTIFIER = /^[A-Za-z_]\w*$/;
const RESERVED = new Set(['and', 'break', 'do', 'else', 'elseif', 'end', 'false', 'for', 'function', 'goto', 'if', 'in', 'local', 'nil', 'not', 'or', 'repeat', 'return', 'then', 'true', 'until', 'while']);

const ESCAPED: Readonly<Record<string, string>> = { '\\': '\\\\', '"': '\\"', '\n': '\\n', '\r': '\\r' };
const isControl = (char: string): boolean => char < ' ' || char === '\u007f';
const luaString = (text: string): string =>
  `"${Array.from(text, (char) => ESCAPED[char] ?? (isControl(char) ? `\\${String(char.charCodeAt(0)).padStart(3, '0')}` : char)).join('')}"`;

const keyText = (key: string): string => (IDENTIFIER.test(key) && !RESERVED.has(key) ? key : /^[1-9]\d{0,8}$/.test(key) ? `[${key}]` : `[${luaString(key)}]`);

/** A value as a Lua table constructor, one field on a line, indented with tabs from `depth` on; `null` fields are left out. */
export function printLua(value: JsonValue, depth = 0): string {
  if (typeof value === 'string') return luaString(value);
  if (typeof value !== 'object') return Object.is(value, -0) ? '0' : String(value);
  if (value === null) return 'nil';
  const fields = Array.isArray(value)
    ? (value as readonly JsonValue[]).map((item) => printLua(item, depth + 1))
    : Object.entries(value).filter(([, item]) => item !== null).map(([key, item]) => `${keyText(key)} = ${printLua(item, depth + 1)}`);
  if (fields.length === 0) return '{}';
  const tabs = '\t'.repeat(depth);
  return `{\n${fields.map((field) => `${tabs}\t${field},\n`).join('')}${tabs}}`;
}
