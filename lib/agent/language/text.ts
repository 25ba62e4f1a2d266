import { TRADITIONAL, SIMPLIFIED } from './tables/traditional';

/** A word, a Chinese character, a number or a mark of an instruction. `from`…`to` are offsets into the original string. */
export type Token = {
  readonly kind: 'word' | 'han' | 'number' | 'ratio' | 'mark';
  readonly text: string; // normalised
  readonly from: number;
  readonly to: number;
  /** Numbers only. */
  readonly value?: number;
  readonly signed?: boolean;
  /** Ratios only: both sides of `16:9`, `4x5`, `1/3`. */
  readonly pair?: readonly [number, number];
  readonly fraction?: boolean;
};

const simplified = new Map<string, string>();
Array.from(TRADITIONAL).forEach((character, index) => {
  simplified.set(character, Array.from(SIMPLIFIED)[index] ?? character);
});

const SAME_MARK: Readonly<Record<string, string>> = { '’': "'", '‘': "'", '`': "'", '−': '-', '–': '—', '\u3000': ' ', '。': '.', '，': ',', '、': '、', '×': 'x', '：': ':', '％': '%' };

/** One code unit in, one code unit out, so that offsets keep pointing into the user's own text. */
function normaliseUnit(unit: string): string {
  if (between(unit, 0x61, 0x7a) || unit === ' ') return unit;
  const known = SAME_MARK[unit] ?? simplified.get(unit);
  if (known !== undefined) return known;
  const code = unit.charCodeAt(0);
  const narrow = code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : unit;
  const lower = narrow.toLowerCase();
  return lower.length === 1 ? lower : narrow;
}

const between = (unit: string, from: number, to: number): boolean => {
  const code = unit.charCodeAt(0);
  return code >= from && code <= to;
};
const isLetter = (unit: string): boolean => between(unit, 0x61, 0x7a) || between(unit, 0xdf, 0x24f) || unit === "'";
const isDigit = (unit: string): boolean => between(unit, 0x30, 0x39);
const isHan = (unit: string): boolean => between(unit, 0x4e00, 0x9fff) || between(unit, 0x3400, 0x4dbf) || between(unit, 0xf900, 0xfaff);
const isSpace = (unit: string): boolean => unit === ' ' || unit === '\t' || unit === '\r' || unit === '\u00a0' || between(unit, 0x2000, 0x200b);

/** Splits an instruction into tokens in one pass. */
export function tokenise(instruction: string): readonly Token[] {
  const units: string[] = [];
  for (let index = 0; index < instruction.length; index += 1) units.push(normaliseUnit(instruction.charAt(index)));
  const at = (index: number): string => units[index] ?? '';
  const tokens: Token[] = [];

  const digitsEnd = (start: number): number => {
    let end = start;
    while (isDigit(at(end))) end += 1;
    if (at(end) === '.' && isDigit(at(end + 1))) {
      end += 1;
      while (isDigit(at(end))) end += 1;
    }
    return end;
  };
  const numberAt = (from: number, to: number): number => Number(units.slice(from, to).join(''));

  let index = 0;
  while (index < units.length) {
    const unit = at(index);
    if (unit === '\n') {
      tokens.push({ kind: 'mark', text: '.', from: index, to: index + 1 });
      index += 1;
    } else if (isSpace(unit)) {
      index += 1;
    } else if (isDigit(unit) || ((unit === '+' || unit === '-' || unit === '.') && isDigit(at(index + 1)))) {
      const from = index;
      const signed = unit === '+' || unit === '-';
      const start = signed ? index + 1 : index;
      const end = at(start) === '.' ? digitsEnd(start + 1) : digitsEnd(start);
      const magnitude = numberAt(start, end);
      const separator = at(end);
      const isPair = !signed && (separator === ':' || separator === 'x' || separator === '/' || separator === '比') && isDigit(at(end + 1));
      if (isPair) {
        const pairEnd = digitsEnd(end + 1);
        tokens.push({ kind: 'ratio', text: '#ratio', from, to: pairEnd, pair: [magnitude, numberAt(end + 1, pairEnd)], fraction: separator === '/' });
        index = pairEnd;
      } else {
        tokens.push({ kind: 'number', text: '#', from, to: end, value: unit === '-' ? -magnitude : magnitude, signed });
        index = end;
      }
    } else if (isLetter(unit)) {
      const from = index;
      // A digit glued to a word belongs to it: "y2k", "Exposure2012".
      while (isLetter(at(index)) || isDigit(at(index))) index += 1;
      tokens.push({ kind: 'word', text: units.slice(from, index).join(''), from, to: index });
    } else if (isHan(unit)) {
      tokens.push({ kind: 'han', text: unit, from: index, to: index + 1 });
      index += 1;
    } else {
      const isHyphen = unit === '-' && !isSpace(at(index - 1) || 'x') && !isSpace(at(index + 1) || 'x');
      if (!isHyphen) tokens.push({ kind: 'mark', text: unit, from: index, to: index + 1 });
      index += 1;
    }
  }
  return tokens;
}

/** The language an instruction is written in: the script that carries more of its words, or none. */
export function scriptOf(tokens: readonly Token[]): 'en' | 'zh' | undefined {
  const han = tokens.filter((token) => token.kind === 'han').length;
  const words = tokens.filter((token) => token.kind === 'word').length;
  if (han === 0 && words === 0) return undefined;
  // About two characters make a Chinese word.
  return han / 2 >= words || han >= 4 ? 'zh' : 'en';
}
