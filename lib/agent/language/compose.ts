import type { Goal } from '@/lib/agent/types';
import type { EightColour } from '@/lib/develop/types';
import { amountGoals } from './amounts';
import type { Aspect } from './atoms';
import { soften, type Draft, type Past } from './draft';
import { ADDED, undoOf, wasMade } from './follow';
import { attributeGoals, colourGoals, degreeFor, effectGoals, regionsOf, steer } from './goals';
import { inherit, inheritsLimit, moodBefore } from './inherit';
import { isLimit, limitsOf } from './limits';
import { gatherLists } from './lists';
import { readSegment, verbatim, type Reading } from './reading';
import type { Segment } from './segments';
import { fixGoals, shapeGoal } from './shape';
import { followOn } from './steering';
import { styleGoals } from './styles';
import { COLOUR_RING } from './tables/colours';
import { unknownRuns, unmetRequest, type Unmet } from './unmet';

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
    if (segment.found.every((item) => item.atom.tag === 'unknown' || item.atom.tag === 'filler' || item.atom.tag === 'the')) {
      const { text } = verbatim(instruction, segment.found);
      if (segment.found.some((item) => item.atom.tag === 'unknown')) draft.unmet.push({ text, reason: 'unknown' });
      continue;
    }
    const before = segment.joined ? previous : undefined;
    const reading = inherit(readSegment(instruction, segment, moodBefore(before, draft.styled.length > 0)), previous);
    const limited: boolean = isLimit(reading) || (previousWasLimit && inheritsLimit(reading));
    const carried = segment.joined ? direction : undefined;
    const degree = segment.joined && previous?.leadingDegree === true && reading.degree === undefined && reading.direction === undefined ? previous.degree : undefined;
    const outcome = readOne(instruction, reading, { limited, listed: segment.listed, carried, degree, past, draft });
    if (outcome === 'unmet') {
      previous = undefined;
      direction = undefined;
      continue;
    }
    // Where a fault shows does not matter to the tool that takes it away.
    if (!reading.flags.has('fix')) draft.unmet.push(...(outcome === 'nothing' ? wholeSegment(instruction, reading) : unknownRuns(instruction, reading)));
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
  if (reading.vias.has('remove') && (flags.has('look') || flags.has('reference')) && head === undefined && reading.style === undefined && reading.colours.length + reading.regions.length === 0 && past.history.length > 0) {
    draft.followUp = { kind: 'undo', what: flags.has('reference') ? 'last' : 'style', source };
    return 'done';
  }
  const fixes = fixGoals(reading);
  if (fixes.length > 0) return push(fixes);
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
    if (reading.vias.has('remove')) {
      draft.followUp = { kind: 'undo', what: reading.style === 'black-white' ? 'monochrome' : 'style', source };
      return 'done';
    }
    if (reading.style === 'black-white' && reading.regions.length > 0) {
      // Only the whole picture turns to grey for good; a part of it loses its colour.
      return push(effectGoals([['saturation', -1]], 1, { zones: [], source }, reading.regions));
    }
    draft.styled.push({ id: reading.style, goals: styleGoals(reading.style, styleDegree(reading), source) });
    return 'done';
  }

  const mend = mendedAspect(reading);
  if (mend !== undefined) return push([{ kind: 'auto', degree: degreeFor(reading), aspect: mend, source }]);

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
  // "Looks great, thanks" after a turn is praise.
  if (auto !== undefined && auto.aspect === undefined && flags.has('is') && !flags.has('want') && past.history.length > 0) return 'done';
  if (auto !== undefined) return push([{ kind: 'auto', degree: degreeFor(reading), source, ...(auto.aspect === undefined ? {} : { aspect: auto.aspect }) }]);

  if (flags.has('natural')) {
    if (draft.goals.length + draft.styled.length > 0) soften(draft);
    else draft.styled.push({ id: 'natural', goals: styleGoals('natural', 0.5, source) });
    return 'done';
  }

  return followOn(reading, draft, past);
}

/** "Correct the exposure", "校正一下曝光": a slider to be put right, whichever way that is. */
function mendedAspect(reading: Reading): Aspect | undefined {
  const { head } = reading;
  const isMending = reading.first('auto')?.weak === true && reading.direction === undefined && reading.mood === 'ask';
  if (!isMending || head?.shape !== 'noun' || reading.regions.length > 0) return undefined;
  const attribute = head.ask[0]?.[0];
  if (attribute === 'brightness' || attribute === 'contrast') return 'tone';
  return attribute === 'warmth' || attribute === 'tint' || head.general === true ? 'white-balance' : undefined;
}

/** "More cinematic", "电影感强一点" go beyond the style as written, "less", "not too" stay short of it. */
function styleDegree({ degree, direction, mood, vias }: Reading): number {
  if (mood === 'forbid-excess' || direction === -1) return Math.min(0.25, degree ?? 0.25);
  if (direction !== 1) return degree ?? 0.5;
  if (degree !== undefined) return Math.max(0.7, degree);
  return vias.has('more') || vias.has('scale') ? 0.7 : 0.5;
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
