import { regionName, styleOf, suggest } from '../../language';
import { aimOf, washAim } from '../../aims';
import type { Brain, BrainContext, BrainOutput, Darkroom, Shortfall } from '../../types';
import { askedBeyond, beyond, isBareRemoval } from './beyond';
import { mend } from './mend';
import { Narrator, picture, show } from './narrate';
import type { Move } from './plan';
import { reflect } from './reflect';
import { openSession, type Session } from './session';
import { deltas } from './words';
import { workOut } from './work';

const REFLECTION = 'reflection';
const BEYOND = 'beyond';

/**
 * The brain that needs nothing but this repository. It turns what was asked and what is measured into moves in a darkroom's order, finds each
 * slider's value from the photo's own response, looks at what came out, corrects, and goes on. The same context gives the same outputs.
 */
export function createEmbeddedBrain(): Brain {
  return { id: 'embedded', label: 'Evoroom', next };
}

async function* next(context: BrainContext, darkroom: Darkroom, signal: AbortSignal): AsyncGenerator<BrainOutput> {
  const session = openSession(context, darkroom, signal);
  const { plan } = session;
  if (context.reflectOn) {
    yield* correction(session, context.reflectOn);
    return;
  }
  const last = context.steps.at(-1);
  if (!last && !context.problem) yield* opening(session);
  if (plan.moves.length === 0 || last?.planItem === BEYOND) {
    yield* ending(session);
    return;
  }

  let index = last ? plan.moves.findIndex(({ id }) => id === last.planItem) : -1;
  const done = plan.moves[index];
  if (done) {
    const firstTry = context.steps.filter(({ planItem }) => planItem === done.id).length === 1;
    // Without pictures a result is not looked at.
    const mended = firstTry && !context.textOnly && MENDABLE.has(done.stage) ? await mend(session, done) : undefined;
    if (mended) {
      yield* think(session, mended.sentences);
      yield { type: 'tool_call', title: done.title, planItem: done.id, patch: mended.patch };
      return;
    }
    yield { type: 'plan_item', id: done.id, state: 'done' };
  }
  for (index++; index < plan.moves.length; index++) {
    const move = plan.moves[index];
    if (!move) break;
    const { patch, sentences } = await workOut(session, move);
    if (Object.keys(patch).length === 0) {
      if (sentences.length > 0) yield { type: 'message', text: sentences.join(session.words.join) };
      yield { type: 'plan_item', id: move.id, state: 'skipped' };
      continue;
    }
    yield { type: 'plan_item', id: move.id, state: 'active' };
    const seen = new Narrator(session).seen();
    yield* think(session, seen ? [seen, ...sentences] : sentences);
    yield { type: 'tool_call', title: move.title, planItem: move.id, patch };
    return;
  }
  yield* ending(session);
}

/** What no slider reaches comes last, once: the question that it may lead to ends the run. */
async function* ending(session: Session): AsyncGenerator<BrainOutput> {
  const { context, words } = session;
  const rest = context.problem === undefined && !context.steps.some(({ planItem }) => planItem === BEYOND) ? await beyond(session) : undefined;
  if (!rest) {
    yield* closing(session);
    return;
  }
  const { thought, ...call } = rest;
  if (thought && Object.keys(call.patch).length === 0) {
    yield { type: 'message', text: thought };
    yield* closing(session);
    return;
  }
  yield* think(session, [thought ? thought : rest.generate ? new Narrator(session).say([words.needsModel], { text: rest.generate.prompt }) : words.removed]);
  yield { type: 'tool_call', planItem: BEYOND, ...call };
}

const MENDABLE: ReadonlySet<Move['stage']> = new Set(['white-balance', 'light', 'tone', 'colour', 'grading', 'local']);

function* think({ words }: Session, sentences: readonly string[]): Generator<BrainOutput> {
  for (const delta of deltas(sentences.join(words.join))) yield { type: 'thought', delta };
}

/** The first look: what the photo measures, what was understood, the plan; and what was not, with the reason. */
async function* opening(session: Session): AsyncGenerator<BrainOutput> {
  const { plan, intent, words, language, context } = session;
  const { evidence } = context.start;
  const narrator = new Narrator(session);
  const facts = picture(evidence);
  const later = (await beyond(session)) ? askedBeyond(session) : [];
  const missed = intent.notUnderstood.filter(({ text }) => !later.includes(text));
  const unmet = missed.map(({ text, reason }) => (isBareRemoval(text) ? narrator.say([words.notPointed], { source: context.instruction }) : narrator.say([words.notUnderstood[reason]], { text })));
  const unreachable = plan.unreachable.map(({ region, source, why }) => narrator.say([region.kind === 'thing' && region.thing === 'pointed' ? words.notPointed : why === 'absent' ? words.absent : why === 'no-person' ? words.noPerson : words.noTool], { region: regionLabelOf(session, region), source }));
  if (plan.moves.length > 0) {
    const styles = intent.styles.flatMap((id) => {
      const style = styleOf(id);
      if (!style) return [];
      const description = style.description[language].replace(/[.。]$/, '');
      // In the middle of a sentence; what is written in capitals throughout stays.
      const inside = description.replace(/^\p{Lu}(?=[\p{Ll} ])/u, (letter) => letter.toLowerCase());
      return [narrator.say(words.style, { style: style.label[language], description, inside })];
    });
    const steps = words.list(plan.moves.map(({ title }) => (language === 'en' ? title.toLowerCase() : title)));
    const text = [...styles, narrator.say(words.look, facts), ...(context.start.like ? [narrator.say([words.like], picture(context.start.like.evidence))] : []), narrator.say(plan.moves.length === 1 ? words.plannedOne : words.planned, { steps, count: plan.moves.length })].join(words.join);
    yield { type: 'plan', text, items: plan.moves.map(({ id, title }) => ({ id, title })), notUnderstood: missed.map(({ text: fragment }) => fragment) };
    if (unmet.length + unreachable.length > 0) yield { type: 'message', text: [...unmet, ...unreachable].join(words.join) };
    return;
  }
  const askedAuto = intent.goals.some(({ kind }) => kind === 'auto');
  const example = suggest(evidence, language)[0] ?? '';
  if (later.length > 0 && unmet.length + unreachable.length === 0) return;
  const say = later.length > 0 ? [] : askedAuto ? [narrator.say([words.nothingNeeded], facts)] : unreachable.length > 0 ? [] : [narrator.say([words.ask], { example })];
  yield { type: 'message', text: [...unmet, ...unreachable, ...say].join(words.join) };
}

const regionLabelOf = ({ language }: Session, region: Parameters<typeof regionName>[0]): string => regionName(region, language);

/** What was reached, in numbers. */
function* closing(session: Session): Generator<BrainOutput> {
  const { plan, words, language, context, current } = session;
  const narrator = new Narrator(session);
  const suggestions = suggest(current.evidence, language);
  if (context.steps.length === 0) {
    yield { type: 'finish', summary: language === 'zh' ? '照片没有改动。' : 'Nothing was changed.', suggestions };
    return;
  }
  const aligned = context.start.pixels.width === current.pixels.width && context.start.pixels.height === current.pixels.height;
  const aims = aligned ? [...plan.goals.flatMap((goal) => aimOf(goal, context.start, goal.target) ?? []), ...plan.washes.flatMap((goal) => washAim(goal, context.start) ?? [])] : [];
  const parts = aims.slice(0, 3).map((aim) => narrator.say([words.summaryPart], { name: narrator.name(aim), from: show(aim.attribute, aim.from), to: show(aim.attribute, aim.read(current)) }));
  const count = language === 'zh' ? `${context.steps.length} 步` : context.steps.length === 1 ? 'one step' : `${context.steps.length} steps`;
  const facts = picture(current.evidence);
  const fallback = language === 'zh' ? `平均亮度 ${facts['mean']} %，色彩浓度 ${facts['chroma']}` : `average brightness ${facts['mean']} %, colour strength ${facts['chroma']}`;
  const summary = narrator.say(words.summary, { count, parts: parts.length > 0 ? parts.join(language === 'zh' ? '，' : ', ') : fallback });
  yield { type: 'finish', summary: summary.charAt(0).toUpperCase() + summary.slice(1), suggestions };
}

/** The corrected attempt: one analysed step, then the end. */
async function* correction(session: Session, shortfall: Shortfall): AsyncGenerator<BrainOutput> {
  if (session.context.steps.some(({ attempt }) => attempt === shortfall.attempt)) {
    yield* closing(session);
    return;
  }
  const { patch, sentences } = await reflect(session, shortfall);
  yield* think(session, sentences);
  if (Object.keys(patch).length === 0) yield* closing(session);
  else yield { type: 'tool_call', title: session.language === 'zh' ? '修正' : 'Correction', planItem: REFLECTION, patch };
}
