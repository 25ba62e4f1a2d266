import type { Constraint, FollowUp, Goal, Intent, Turn } from '@/lib/agent/types';
import type { EightColour } from '@/lib/develop/types';
import { amountGoals } from './amounts';
import type { Found, Tag } from './atoms';
import { ADDED, scaleFactor, undoOf, wasMade } from './follow';
import { attributeGoals, colourGoals, degreeFor, effectGoals, regionsOf, steer } from './goals';
import { isLimit, limitsOf } from './limits';
import { readSegment, type Reading } from './reading';
import type { Segment } from './segments';
import { shapeGoal } from './shape';
import { styleGoals } from './styles';
import { COLOUR_RING } from './tables/colours';
import { unknownRuns, unmetRequest, type Unmet } from './unmet';

/** What the segments of an instruction add up to, before goals are reconciled with each other. */
export type Draft = {
  readonly goals: Goal[];
  readonly styled: { readonly id: string; readonly goals: readonly Goal[] }[];
  readonly constraints: Constraint[];
  readonly unmet: Unmet[];
  /** Attributes held down by "not too …" beside a wish for them. */
  readonly capped: Goal[];
  followUp: FollowUp | undefined;
};

export type Past = { readonly history: readonly Turn[]; readonly earlier: Intent | undefined };

const MODIFIERS = new Set<Tag>(['filler', 'the', 'aspect', 'zone', 'place', 'thing', 'colour', 'whole']);
const isRegionOnly = (found: readonly Found[]): boolean =>
  found.every((item) => MODIFIERS.has(item.atom.tag)) && found.some((item) => item.atom.tag !== 'filler' && item.atom.tag !== 'the' && item.atom.tag !== 'aspect');
const isRegionWord = (item: Found): boolean => ['zone', 'place', 'thing', 'colour'].includes(item.atom.tag);

/** Lists of regions belong to the request beside them: "the sky and the background darker", "mute the blues and the greens". */
export function gatherLists(segments: readonly Segment[]): readonly (Segment & { readonly listed: boolean })[] {
  const gathered: (Segment & { listed: boolean })[] = [];
  let waiting: Segment | undefined;
  segments.forEach((segment, index) => {
    const next = segments[index + 1];
    const previous = gathered.at(-1);
    const own = waiting !== undefined ? { ...segment, found: [...waiting.found, ...segment.found], joined: waiting.joined } : segment;
    if (isRegionOnly(segment.found)) {
      const isTint = segment.found.some((item) => item.atom.tag === 'colour') && segment.found.some((item) => item.atom.tag === 'zone');
      if (segment.joined && previous !== undefined && previous.found.some((item) => !MODIFIERS.has(item.atom.tag)) && previous.found.some(isRegionWord) && !isTint) {
        gathered.push({ ...segment, found: [...previous.found.filter((item) => !isRegionWord(item)), ...segment.found], listed: true });
        return;
      }
      if (!isTint && next !== undefined && (next.joined || next.clause === segment.clause + 1) && !isRegionOnly(next.found) && !(next.clause !== segment.clause && next.found.some(isRegionWord))) {
        waiting = own;
        return;
      }
    }
    gathered.push({ ...own, listed: waiting !== undefined && own.found.filter((item) => item.atom.tag === 'colour').length > 1 });
    waiting = undefined;
  });
  return gathered;
}

/** Carries what a joined segment leaves unsaid over from the one before it. */
function inherit(reading: Reading, previous: Reading | undefined): Reading {
  if (previous === undefined) return reading;
  const hasPlace = reading.regions.length > 0 || reading.zones.length > 0 || reading.colours.length > 0 || reading.flags.has('whole');
  const starts = reading.vias.has('add') || reading.vias.has('remove') || reading.vias.has('scale') || reading.flags.has('want');
  const followsComplaint = !reading.segment.joined && previous.mood === 'complain' && previous.segment.clause === reading.segment.clause - 1;
  // What a complaint was about stays the topic of the sentence that mends it.
  const isTopic = reading.segment.joined && previous.topical;
  const speaksOfIt = followsComplaint && reading.says('it');
  const mends = followsComplaint && reading.head === undefined && reading.direction !== undefined && reading.style === undefined && !isLimit(reading);
  const inheritsPlace = !hasPlace && (reading.head !== undefined || mends) && (mends || isTopic || speaksOfIt || (reading.segment.joined && !starts && reading.head?.shape !== 'noun') || (followsComplaint && (reading.head?.shape === 'verb' || reading.head?.ask[0]?.[0] === previous.head?.ask[0]?.[0])));
  // "Mute the greens and shift them toward teal", "绿色降饱和，偏青一点": the colour spoken of goes on being meant.
  const isNear = reading.segment.clause - previous.segment.clause <= 1;
  const isShift = reading.colours.length === 1 && reading.zones.length === 0 && reading.regions.length === 0 && (reading.flags.has('toward') || (reading.flags.has('lean') && reading.degree !== undefined));
  if (isNear && isShift && previous.colours.length > 0 && previous.head !== undefined) return { ...reading, mood: 'ask', colours: [...previous.colours, ...reading.colours] };
  const isTopicChain = isNear && !hasPlace && reading.head?.shape === 'state' && reading.segment.found.some((item) => item.atom.tag === 'degree' && item.atom.side === 'after') && previous.colours.length > 0 && previous.head !== undefined;
  if (isTopicChain) return { ...reading, colours: previous.colours };
  if (!inheritsPlace || isLimit(reading)) return reading;
  const keepsColours = reading.segment.joined || mends || previous.colours.some((colour) => colour.object === true);
  return { ...reading, topical: isTopic || followsComplaint, regions: previous.regions, zones: previous.zones, colours: keepsColours ? previous.colours : [] };
}

/** "Make it warm and dark": the wish goes on; "a forest look with deep greens" states nothing. */
const wishesOf = (before: Reading | undefined, draft: Draft): ReadonlySet<Tag> => new Set<Tag>([...(before?.flags.has('want') === true ? ['want' as const] : []), ...(draft.styled.length > 0 ? ['style' as const] : [])]);

function inheritsLimit(reading: Reading): boolean {
  return reading.segment.joined && reading.direction === undefined && !reading.comparative && reading.head?.shape !== 'verb' && reading.head?.shape !== 'state' && !reading.flags.has('want') && !reading.flags.has('lack') && reading.style === undefined;
}

const isDrain = (goal: Goal): boolean => goal.kind === 'adjust' && goal.attribute === 'saturation' && goal.direction === -1 && goal.degree === 1 && goal.region.kind === 'colour';

/** "Only keep the red", "everything black and white except the yellow": every other colour loses its saturation. */
function selectiveColour(reading: Reading, draft: Draft): readonly Goal[] | undefined {
  const { flags, source } = reading;
  const colours = reading.colours.flatMap((colour) => colour.colours);
  const isGrey = reading.style === 'black-white';
  // "…, the rest black and white" says again what the drained colours already are.
  if (isGrey && flags.has('except') && colours.length === 0 && draft.goals.some(isDrain)) return [];
  const before = draft.styled.findIndex((style) => style.id === 'black-white');
  const spares = flags.has('except') || (flags.has('only') && flags.has('keep'));
  const drains = isGrey || before >= 0 || reading.head?.ask[0]?.[0] === 'saturation' || flags.has('keep');
  if (colours.length === 0 || !spares || !drains) return undefined;
  if (before >= 0) draft.styled.splice(before, 1);
  return COLOUR_RING.filter((colour) => !colours.includes(colour)).map((colour: EightColour): Goal =>
    ({ kind: 'adjust', attribute: 'saturation', direction: -1, degree: 1, region: { kind: 'colour', colour }, source }));
}

/** Reads the segments in order and collects what they ask for. */
export function compose(instruction: string, segments: readonly Segment[], past: Past): Draft {
  const draft: Draft = { goals: [], styled: [], constraints: [], unmet: [], capped: [], followUp: undefined };
  let previous: Reading | undefined;
  let previousWasLimit = false;
  let direction: 1 | -1 | undefined;
  for (const segment of gatherLists(segments)) {
    const before = segment.joined ? previous : undefined;
    const reading = inherit(readSegment(instruction, segment, before?.mood === 'complain' ? before.flags : wishesOf(before, draft)), previous);
    const limited: boolean = isLimit(reading) || (previousWasLimit && inheritsLimit(reading));
    const carried = segment.joined ? direction : undefined;
    const degree = segment.joined && previous?.leadingDegree === true && reading.degree === undefined && reading.direction === undefined ? previous.degree : undefined;
    const outcome = readOne(instruction, reading, { limited, listed: segment.listed, carried, degree, past, draft });
    if (outcome === 'unmet') {
      previous = undefined;
      direction = undefined;
      continue;
    }
    draft.unmet.push(...(outcome === 'nothing' ? wholeSegment(instruction, reading) : unknownRuns(instruction, reading)));
    if (outcome === 'done') {
      previous = reading;
      previousWasLimit = limited;
      direction = reading.head?.shape === 'noun' || reading.head === undefined ? (reading.mood === 'complain' ? -1 : reading.direction) ?? carried : undefined;
    }
  }
  return draft;
}

function wholeSegment(instruction: string, reading: Reading): readonly Unmet[] {
  if (reading.unknown.length > 0) return [{ text: reading.source, reason: 'unknown' }];
  const says = reading.segment.found.some((item) => ['turn', 'rescale', 'zone', 'place', 'thing', 'number', 'opposite', 'slider', 'unit', 'too', 'lack'].includes(item.atom.tag));
  return says && reading.source.length > 0 ? [{ text: reading.source, reason: 'unknown' }] : [];
}

type Surroundings = { readonly limited: boolean; readonly listed: boolean; readonly carried: 1 | -1 | undefined; readonly degree: number | undefined; readonly past: Past; readonly draft: Draft };

/** Reads one segment into the draft; the first reading that fits wins. */
function readOne(instruction: string, reading: Reading, around: Surroundings): 'done' | 'unmet' | 'nothing' {
  const { draft, past } = around;
  const { source, head, flags } = reading;
  const push = (goals: readonly Goal[]): 'done' | 'nothing' => {
    draft.goals.push(...goals);
    return goals.length > 0 ? 'done' : 'nothing';
  };

  if (flags.has('restore')) {
    const step = reading.first('number')?.value;
    if (step !== undefined && Number.isInteger(step) && step >= 0) {
      draft.followUp = { kind: 'restore', step, source };
      return 'done';
    }
  }
  if (!flags.has('generate')) {
    const undo = undoOf(reading, past.earlier);
    if (undo !== undefined) {
      draft.followUp = undo;
      return 'done';
    }
  }
  const unmet = unmetRequest(instruction, reading);
  if (unmet !== undefined) {
    draft.unmet.push(unmet);
    return 'unmet';
  }
  const shape = shapeGoal(reading);
  if (shape !== undefined) return push([shape]);

  const selective = selectiveColour(reading, draft);
  if (selective !== undefined) {
    draft.goals.push(...selective);
    return 'done';
  }

  if (around.limited) {
    const attribute = head?.ask[0]?.[0];
    if (attribute !== undefined && flags.has('not') && reading.vias.size === 0 && ADDED.has(attribute) && wasMade(attribute, past.history, past.earlier)) {
      draft.followUp = { kind: 'undo', what: attribute, source };
      return 'done';
    }
    if (reading.style !== undefined) {
      if (past.earlier?.styles.includes(reading.style) === true) draft.followUp = { kind: 'undo', what: 'style', source };
      return 'done';
    }
    const isOnlyNatural = flags.has('natural') && head === undefined && reading.regions.length + reading.zones.length + reading.colours.length === 0;
    if (isOnlyNatural && draft.goals.length + draft.styled.length > 0) {
      soften(draft);
      return 'done';
    }
    const limits = limitsOf(reading);
    // "Keep everything else the same" is what happens anyway.
    if (limits.length === 0 && reading.unknown.length === 0 && !flags.has('not')) return 'done';
    if (limits.length > 0) {
      draft.constraints.push(...limits);
      return 'done';
    }
  }

  const amounts = amountGoals(reading);
  if (amounts !== undefined) return push(amounts);

  if (reading.style !== undefined) {
    const degree = reading.degree !== undefined && reading.direction === 1 ? Math.max(0.7, reading.degree) : reading.degree ?? (reading.direction === 1 && (reading.vias.has('more') || reading.vias.has('scale')) ? 0.7 : reading.direction === -1 ? 0.25 : 0.5);
    if (reading.vias.has('remove')) {
      draft.followUp = { kind: 'undo', what: reading.style === 'black-white' ? 'monochrome' : 'style', source };
      return 'done';
    }
    if (reading.style === 'black-white' && reading.regions.length > 0) {
      // Only the whole picture turns to grey for good; a part of it loses its colour.
      return push(effectGoals([['saturation', -1]], 1, { zones: [], source }, reading.regions));
    }
    draft.styled.push({ id: reading.style, goals: styleGoals(reading.style, degree, source) });
    return 'done';
  }

  const steered = steer(reading, around.carried);
  if (steered !== undefined) {
    const attribute = steered.effects[0]?.[0];
    const region = regionsOf(reading)[0];
    if (attribute !== undefined && reading.vias.has('remove') && region?.kind === 'whole' && reading.zones.length === 0 && wasMade(attribute, past.history, past.earlier)) {
      draft.followUp = { kind: 'undo', what: attribute, source };
      return 'done';
    }
    const goals = attributeGoals(reading, steered.effects, steered.turn, around.degree);
    if (reading.mood === 'forbid-excess') {
      draft.capped.push(...goals);
      return 'done';
    }
    return push(goals);
  }

  const clip = reading.first('clip');
  if (clip !== undefined) {
    const end = clip.end ?? 'highlights';
    return push(effectGoals(end === 'highlights' ? [['highlights', -1], ['brightness', -1, 0.5]] : [['shadows', 1], ['blacks', 1, 0.6]], reading.degree ?? 0.7, { zones: [], source }, reading.regions.length > 0 ? reading.regions : [{ kind: 'whole' }]));
  }

  if (reading.colours.length > 0) {
    const parts = around.listed ? reading.colours.map((colour) => ({ ...reading, colours: [colour] })) : [reading];
    return push(parts.flatMap(colourGoals));
  }

  if (reading.zones.length > 0 || (reading.regions.length > 0 && (reading.direction !== undefined || flags.has('auto')))) return push(zoneGoals(reading, around.carried));

  const auto = reading.first('auto');
  if (auto !== undefined) return push([{ kind: 'auto', degree: degreeFor(reading), source, ...(auto.aspect === undefined ? {} : { aspect: auto.aspect }) }]);

  if (flags.has('natural')) {
    if (draft.goals.length + draft.styled.length > 0) soften(draft);
    else draft.styled.push({ id: 'natural', goals: styleGoals('natural', 0.5, source) });
    return 'done';
  }

  return followOn(reading, around);
}

/** Zones and regions with a direction and no attribute: "shadows up", "lift the subject", "enhance the sky". */
function zoneGoals(reading: Reading, carried: 1 | -1 | undefined): readonly Goal[] {
  const excess = reading.mood === 'complain' || reading.mood === 'forbid-excess';
  const named = reading.direction ?? carried;
  const turn = excess ? (named === -1 ? 1 : -1) : named;
  if (turn === undefined) return [];
  if (reading.zones.length > 0) return effectGoals([['brightness', 1]], degreeFor(reading), reading, reading.regions.length > 0 ? reading.regions : [{ kind: 'whole' }], turn);
  return effectGoals([['brightness', 1]], degreeFor(reading), reading, regionsOf(reading), turn);
}

/** "But keep it natural": everything asked for so far, more gently. */
function soften(draft: Draft): void {
  const gentle = (goal: Goal): Goal => ('degree' in goal && !(goal.kind === 'adjust' && goal.attribute === 'monochrome') ? { ...goal, degree: Math.round(goal.degree * 65) / 100 } : goal);
  const goals = draft.goals.splice(0).map(gentle);
  const styled = draft.styled.splice(0).map((style) => ({ ...style, goals: style.goals.map(gentle) }));
  draft.styled.push(...styled);
  draft.goals.push(...goals);
}

/** Segments that only steer: a degree for the request before, a scale for the last turn, the same for another region, the opposite. */
function followOn(reading: Reading, { draft, past }: Surroundings): 'done' | 'nothing' {
  const { source, flags } = reading;
  const rescale = reading.first('rescale');
  const last = draft.goals.at(-1);
  const isSteering = rescale !== undefined || reading.direction !== undefined || flags.has('too') || (flags.has('lack') && !flags.has('unknown'));
  if (reading.unknown.length > 0) return 'nothing';
  const general = reading.segment.found.some((item) => item.atom.tag === 'turn' && item.atom.general === true);
  if (general && reading.regions.length === 0) {
    draft.goals.push({ kind: 'auto', degree: degreeFor(reading), source });
    return 'done';
  }

  if (reading.degree !== undefined && !isSteering && !flags.has('not') && last !== undefined && 'degree' in last) {
    draft.goals[draft.goals.length - 1] = { ...last, degree: reading.degree };
    return 'done';
  }
  if (past.history.length > 0 && past.earlier !== undefined) {
    if (flags.has('opposite')) {
      draft.goals.push(...past.earlier.goals.flatMap((goal): Goal[] => (goal.kind === 'adjust' ? [{ ...goal, direction: goal.direction === 1 ? -1 : 1, source }] : [])));
      return 'done';
    }
    const moved = past.earlier.goals.filter((goal) => goal.kind === 'adjust');
    const isSame = flags.has('same') || reading.segment.found.at(-1)?.atom.tag === 'too';
    if (isSame && reading.regions.length > 0 && moved.length > 0) {
      draft.goals.push(...moved.flatMap((goal) => regionsOf(reading).map((region): Goal => ({ ...goal, region, source }))));
      return 'done';
    }
    // "Way too much, dial it back" says one thing twice.
    if (isSteering && draft.followUp?.kind === 'scale') return 'done';
    if (isSteering && draft.followUp === undefined) {
      const degree = reading.segment.found.flatMap((item) => (item.atom.tag === 'degree' ? [item.atom.value] : []));
      const size = degree.length > 0 ? Math.min(...degree) : undefined;
      const tooFar = flags.has('too') && !flags.has('not') && !flags.has('lack');
      const factor = rescale !== undefined && size === undefined ? rescale.factor : scaleFactor((tooFar ? -1 : reading.direction) ?? (flags.has('not') ? -1 : 1), size);
      draft.followUp = { kind: 'scale', factor, source };
      return 'done';
    }
  }
  if (isSteering && last !== undefined && 'degree' in last && (draft.goals.length > 0 || draft.styled.length > 0)) {
    // "Warmer, but not too much": the limit is on the request just made.
    const factor = flags.has('not') ? 0.65 : rescale?.factor ?? scaleFactor(reading.direction ?? -1, reading.degree);
    draft.goals[draft.goals.length - 1] = { ...last, degree: Math.round(Math.min(1, last.degree * factor) * 100) / 100 };
    return 'done';
  }
  return 'nothing';
}
