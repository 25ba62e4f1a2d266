import type { Atom, Found, Row } from './atoms';
import { lemmas, withinOneEdit, type Lemma } from './forms';
import { ATTRIBUTES } from './tables/attributes';
import { COLOURS } from './tables/colours';
import { CLIPPING } from './tables/constraints';
import { DEGREES } from './tables/degrees';
import { FILLER } from './tables/filler';
import { FIXES } from './tables/fixes';
import { FOLLOW_UPS } from './tables/follow-ups';
import { GEOMETRY } from './tables/geometry';
import { MOVES } from './tables/moves';
import { OBJECTS } from './tables/objects';
import { REGIONS } from './tables/regions';
import { SLIDERS } from './tables/sliders';
import { STYLES } from './tables/styles';
import { tokenise, type Token } from './text';

/** A trie over tokens: English words and Chinese characters alike. */
type Node = { readonly next: Map<string, Node>; atom?: Atom };

const STOP_MARKS = new Set(',.;!?()[]{}—…"“”|<>~～·\\');
const JOIN_MARKS = new Set('、&/+');
/** Real words that are one slip away from a word of ours. */
const NOT_SLIPS = new Set(['lights', 'story', 'stone', 'right', 'night', 'slight', 'house', 'mouse', 'grace', 'grade', 'trade', 'grain', 'train', 'brain', 'drain', 'place', 'plane', 'plate', 'bread', 'break', 'dance', 'scale', 'share', 'shape', 'sharp', 'shark', 'spark', 'stark', 'start', 'stars', 'state', 'steak', 'clock', 'cloud', 'clear', 'clean', 'colt', 'caller', 'color', 'write', 'white', 'while', 'world', 'words', 'under', 'paper', 'piper', 'money', 'lower', 'power', 'flower', 'tower', 'shower', 'never', 'fewer', 'sever', 'river', 'seven', 'eleven', 'noise', 'nurse', 'horse', 'model', 'motel', 'hotel', 'metal', 'medal', 'pedal', 'petal', 'mother', 'father', 'brother', 'button', 'mutton', 'cotton', 'person', 'prison', 'parson', 'reason', 'season', 'ignore', 'restart', 'prompt', 'system', 'poster', 'border', 'order', 'older', 'holder', 'folder', 'golden', 'garden', 'hidden', 'golfer', 'sister', 'mister', 'master', 'muster', 'faster', 'easter', 'winner', 'dinner', 'inner', 'singer', 'finger', 'ginger', 'painter', 'pointer', 'printer', 'splinter', 'street', 'sheet', 'sweat', 'sweet', 'tweet', 'greet', 'great', 'treat', 'create', 'crate', 'cream', 'dream', 'steam', 'stream', 'scream', 'bride', 'bridge', 'pride', 'prime', 'crime', 'grime', 'frame', 'flame', 'blame', 'shame', 'roller', 'mirror', 'minor', 'major', 'manor', 'tennis', 'turtle', 'tattle', 'wine', 'lemon', 'melon', 'penguin', 'quilt', 'quit', 'quiet']);

const root: Node = { next: new Map() };
const vocabulary = new Set<string>();
const byInitial = new Map<string, string[]>();

function learn(phrase: string, atom: Atom): void {
  let node = root;
  for (const token of tokenise(phrase)) {
    if (token.kind === 'word' && !vocabulary.has(token.text)) {
      vocabulary.add(token.text);
      const initial = token.text.charAt(0);
      const words = byInitial.get(initial);
      if (words === undefined) byInitial.set(initial, [token.text]);
      else words.push(token.text);
    }
    const key = token.kind === 'number' || token.kind === 'ratio' ? token.text + phrase.slice(token.from, token.to) : token.text;
    let next = node.next.get(key);
    if (next === undefined) {
      next = { next: new Map() };
      node.next.set(key, next);
    }
    node = next;
  }
  // The first table that claims a phrase keeps it.
  if (node !== root) node.atom ??= atom;
}

const phrasesOf = (row: Row): readonly string[] => `${row.en},${row.zh}`.split(',').map((phrase) => phrase.trim()).filter((phrase) => phrase !== '');

for (const style of STYLES) {
  for (const name of style.subjects) learn(name, { tag: 'style', id: style.id, subject: true });
  for (const name of [...style.names.en, ...style.names.zh]) learn(name, { tag: 'style', id: style.id });
}
for (const table of [FOLLOW_UPS, CLIPPING, FIXES, GEOMETRY, SLIDERS, ATTRIBUTES, COLOURS, REGIONS, DEGREES, MOVES, OBJECTS, FILLER]) {
  for (const row of table) for (const phrase of phrasesOf(row)) learn(phrase, row.atom);
}

type Spelling = { readonly key: string; readonly comparative: boolean };
const spellings = new Map<string, readonly Spelling[]>();

const formsOf = (word: string): readonly Lemma[] => [{ word, comparative: false }, ...lemmas(word)];
const knownOf = (forms: readonly Lemma[]): readonly Spelling[] =>
  forms.filter((form) => vocabulary.has(form.word)).map((form) => ({ key: form.word, comparative: form.comparative }));

/** The dictionary words that an English word may stand for: itself, its stem, or the word it misspells. */
function spellingsOf(word: string): readonly Spelling[] {
  const known = spellings.get(word);
  if (known !== undefined) return known;
  const forms = formsOf(word);
  let found = knownOf(forms);
  if (found.length === 0 && word.length >= 5 && word.length <= 20 && !NOT_SLIPS.has(word)) {
    for (const form of forms) {
      if (form.word.length < 5 || found.length > 0) continue;
      const near = byInitial.get(form.word.charAt(0))?.find((candidate) => candidate.length >= 5 && withinOneEdit(candidate, form.word));
      if (near !== undefined) found = knownOf(formsOf(near)).map((spelling) => ({ ...spelling, comparative: spelling.comparative || form.comparative }));
    }
  }
  if (spellings.size > 5000) spellings.clear();
  spellings.set(word, found);
  return found;
}

type Match = { readonly end: number; readonly atom: Atom; readonly comparative: boolean };

type State = { readonly node: Node; readonly comparative: boolean };
const START: readonly State[] = [{ node: root, comparative: false }];

function spellingsAt(token: Token): readonly Spelling[] {
  if (token.kind === 'word') return spellingsOf(token.text);
  return [{ key: token.kind === 'number' ? `#${token.value ?? ''}` : token.text, comparative: false }];
}

/** Every dictionary phrase that begins at a token, shortest first. */
function matchesAt(keys: readonly (readonly Spelling[])[], start: number): readonly Match[] {
  const matches: Match[] = [];
  let states = START;
  for (let index = start; states.length > 0; index += 1) {
    const reached: State[] = [];
    let isComplete = false;
    for (const { node, comparative } of states) {
      for (const spelling of keys[index] ?? []) {
        const next = node.next.get(spelling.key);
        if (next === undefined) continue;
        const state = { node: next, comparative: comparative || spelling.comparative };
        reached.push(state);
        if (next.atom === undefined || isComplete) continue;
        isComplete = true;
        matches.push({ end: index + 1, atom: next.atom, comparative: state.comparative });
      }
    }
    states = reached;
  }
  return matches;
}

function single(token: Token): Found['atom'] {
  if (token.kind === 'number') return { tag: 'number', value: token.value ?? 0, signed: token.signed ?? false };
  if (token.kind === 'ratio' && token.pair !== undefined) {
    return token.fraction === true ? { tag: 'number', value: token.pair[0] / Math.max(token.pair[1], 1e-9), signed: false } : { tag: 'ratio', pair: token.pair };
  }
  if (token.kind === 'mark') {
    if (STOP_MARKS.has(token.text)) return { tag: 'stop' };
    return { tag: JOIN_MARKS.has(token.text) ? 'join' : 'filler' };
  }
  return { tag: 'unknown' };
}

const UNKNOWN_WORD = 4;
const UNKNOWN_HAN = 2.5;

/** Reads an instruction as the sequence of dictionary phrases that explains most of it with the fewest phrases. */
export function read(tokens: readonly Token[]): readonly Found[] {
  const keys = tokens.map(spellingsAt);
  const cost = new Float64Array(tokens.length + 1);
  const choice: { end: number; atom: Found['atom']; comparative: boolean }[] = [];
  for (let index = tokens.length - 1; index >= 0; index -= 1) {
    const token = tokens[index];
    if (token === undefined) continue;
    const fallback = single(token);
    const step = fallback.tag !== 'unknown' ? 1 : token.kind === 'han' ? UNKNOWN_HAN : UNKNOWN_WORD;
    let best = { end: index + 1, atom: fallback, comparative: false };
    let bestCost = step + (cost[index + 1] ?? 0);
    for (const match of matchesAt(keys, index)) {
      const total = 1 + (match.atom.tag === 'filler' ? 0.05 : 0) + (cost[match.end] ?? 0);
      // At equal cost the longer phrase wins: it says more.
      if (total <= bestCost) {
        best = match;
        bestCost = total;
      }
    }
    cost[index] = bestCost;
    choice[index] = best;
  }

  const found: Found[] = [];
  for (let index = 0; index < tokens.length;) {
    const chosen = choice[index];
    const first = tokens[index];
    const last = tokens[(chosen?.end ?? index + 1) - 1];
    if (chosen === undefined || first === undefined || last === undefined) break;
    found.push({ atom: chosen.atom, from: first.from, to: last.to, comparative: chosen.comparative });
    index = chosen.end;
  }
  return found;
}
