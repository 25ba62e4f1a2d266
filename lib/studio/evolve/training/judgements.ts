import { createHash } from 'node:crypto';
import type { Judgement, Own, OwnPicture } from '@/lib/evolve/own/judgements';
import { countsOf, type Counts } from '@/lib/evolve/own/kinds';
import { labelValue, type Label } from '@/lib/store/labels';
import { orderOf } from '@/lib/store/runs';
import { settingsOf } from '@/lib/store/steps';
import type { Tx } from '@/lib/store/database';
import type { Studio } from '../../context';

type Room = Pick<Studio, 'store'>;

/**
 * What trainings learn from: labels of every workspace that agreed, on results of the photo itself that answer words. What an image model made is left out:
 * the policy has no say in it.
 */
export async function judgementsFor(room: Room): Promise<Own> {
  const { db, blobs } = room.store;
  const { judgements, pictures } = await told(room);
  const hashes = [...new Set(pictures.map(({ settingsHash }) => settingsHash))];
  const documents = new Map((await db.settings.findMany({ where: { hash: { in: hashes } } })).map((row) => [row.hash, settingsOf({ settings: row })]));
  return { judgements: [...judgements], pictures: pictures.map(({ settingsHash, ...picture }): OwnPicture => ({ ...picture, path: blobs.path(picture.sha256), settings: { ...documents.get(settingsHash) } })) };
}

/** How many there are of each kind. */
export const judgementCounts = async (room: Room): Promise<Counts> => countsOf((await told(room)).judgements);

async function told({ store: { db } }: Room): Promise<{ readonly judgements: readonly Judgement[]; readonly pictures: readonly Picture[] }> {
  const labels = await db.label.findMany({ where: { workspace: { keepsLabels: true }, session: { deletedAt: null } }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
  const teller = new Told(await sessionsOf(db, [...new Set(labels.map(({ sessionId }) => sessionId))]));
  return { judgements: teller.judgements(labels), pictures: teller.pictures };
}

type Picture = Omit<OwnPicture, 'path' | 'settings'> & { readonly settingsHash: string };
type Session = Awaited<ReturnType<typeof sessionsOf>>[number];
type Step = Session['steps'][number];
type Words = { readonly instruction: string; readonly locale: 'en' | 'zh' };

const sessionsOf = (db: Tx, ids: readonly string[]) => db.session.findMany({
  where: { id: { in: [...ids] } },
  select: { id: true, headId: true, photo: { select: { sha256: true } }, steps: { select: { id: true, sessionId: true, parentId: true, author: true, settingsHash: true, baseId: true, run: { select: { instruction: true, request: true } } } } },
});

class Told {
  readonly #steps = new Map<string, Step>();
  readonly #sessions = new Map<string, Session>();
  readonly #pictures = new Map<string, Picture>();

  constructor(sessions: readonly Session[]) {
    for (const session of sessions) {
      this.#sessions.set(session.id, session);
      for (const step of session.steps) this.#steps.set(step.id, step);
    }
  }

  /** Of results that were judged. */
  get pictures(): readonly Picture[] {
    return [...this.#pictures.values()];
  }

  judgements(labels: readonly Label[]): readonly Judgement[] {
    const once = new Map<string, Judgement>();
    for (const label of labels) {
      for (const judgement of this.#judgementsIn(label)) {
        // Of one result stars for picture and words go together, and what is said twice is said once.
        const key = 'of' in judgement ? `${judgement.kind} ${judgement.of}` : `${judgement.kind === 'choice' ? label.id : judgement.kind} ${judgement.better} ${judgement.worse}`;
        once.set(key, { ...once.get(key), ...judgement });
      }
    }
    return [...once.values()];
  }

  #judgementsIn(label: Label): readonly Judgement[] {
    const { kind, stepId } = label;
    switch (kind) {
      case 'aesthetics':
      case 'instruction': {
        const of = label.instruction === '' ? undefined : this.#picture(stepId, this.#wordsOf(stepId));
        return of === undefined ? [] : [{ kind: 'stars', of, [kind]: labelValue(label, kind).stars }];
      }
      case 'preference': {
        const { leftStepId, rightStepId, answer } = labelValue(label, kind);
        const [better, worse] = answer === 'right' ? [rightStepId, leftStepId] : [leftStepId, rightStepId];
        return this.#pair(better, worse, stepId).map((pair) => ({ kind: 'choice', ...pair, even: answer === 'same' }));
      }
      case 'slider_after_agent': {
        const ended = this.#endedWith(labelValue(label, kind).userStepId);
        return ended === undefined ? [] : this.#pair(ended, stepId, stepId).map((pair) => ({ kind: 'corrected', ...pair }));
      }
      // The words are those of the result that was left.
      case 'restored_step': return this.#pair(stepId, labelValue(label, kind).insteadOf, labelValue(label, kind).insteadOf).map((pair) => ({ kind: 'restored', ...pair }));
      case 'kept':
      case 'undone': {
        const of = this.#picture(stepId, this.#wordsOf(stepId));
        return of === undefined ? [] : [{ kind, of }];
      }
    }
  }

  /** What was asked for when a result was made: by its run, or by the one that it goes on from. */
  #wordsOf(stepId: string): Words | undefined {
    for (let step = this.#steps.get(stepId); step; step = step.parentId === null ? undefined : this.#steps.get(step.parentId)) {
      if (step.run?.instruction) return { instruction: step.run.instruction, locale: orderOf(step.run).locale };
    }
    return undefined;
  }

  /**
   * What the user ended with who moved a slider: the last of their own steps in a row, on the way to what they work on now. Undefined where they left it
   * again.
   */
  #endedWith(userStepId: string): string | undefined {
    const first = this.#steps.get(userStepId);
    const way: Step[] = [];
    for (let step = this.#steps.get(this.#sessions.get(first?.sessionId ?? '')?.headId ?? ''); step; step = step.parentId === null ? undefined : this.#steps.get(step.parentId)) way.unshift(step);
    const from = way.findIndex(({ id }) => id === userStepId);
    if (from < 0) return undefined;
    const others = way.slice(from).findIndex(({ author }) => author !== 'user');
    return way[others < 0 ? way.length - 1 : from + others - 1]?.id;
  }

  #pair(better: string, worse: string, wordsOf: string): readonly { readonly better: string; readonly worse: string }[] {
    const words = this.#wordsOf(wordsOf);
    const [one, other] = [this.#steps.get(better), this.#steps.get(worse)];
    // Of equal looks nothing can be learned.
    if (!one || !other || one.sessionId !== other.sessionId || one.settingsHash === other.settingsHash) return [];
    const [a, b] = [this.#picture(better, words), this.#picture(worse, words)];
    return a === undefined || b === undefined ? [] : [{ better: a, worse: b }];
  }

  #picture(stepId: string, words: Words | undefined): string | undefined {
    const step = this.#steps.get(stepId), session = this.#sessions.get(step?.sessionId ?? '');
    if (!step || !session || !words || step.baseId !== null) return undefined;
    const { sha256 } = session.photo;
    const key = createHash('sha256').update(JSON.stringify([sha256, step.settingsHash, words.instruction])).digest('hex').slice(0, 24);
    if (!this.#pictures.has(key)) this.#pictures.set(key, { key, sha256, ...words, settingsHash: step.settingsHash });
    return key;
  }
}
