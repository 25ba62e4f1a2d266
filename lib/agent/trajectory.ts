import { z } from 'zod';
import type { JsonValue } from '@/lib/develop/types';
import { AgentError, messageOf } from './errors';
import type { RunEvent, RunRequest } from './types';

/**
 * The document of a run: what was asked, everything that happened, how it was scored. Enough to replay the run, rate it or train on it.
 * `version` rises when a reader of the old version would misread the new; unknown keys are kept.
 */
export const TRAJECTORY_VERSION = 2;

const json: z.ZodType<JsonValue> = z.json();
const settings = z.record(z.string(), json);
const size = z.object({ width: z.number().positive(), height: z.number().positive() });
const locale = z.enum(['en', 'zh']);
const score = z.object({ aesthetics: z.number().min(1).max(5), instruction: z.number().min(1).max(5), overall: z.number().min(1).max(5), preservation: z.number().min(1).max(5).optional(), reasons: z.array(z.string()) });

const region = z.object({
  share: z.number().min(0).max(1),
  luma: z.object({ mean: z.number(), median: z.number(), p5: z.number(), p95: z.number(), std: z.number() }),
  chroma: z.number(), hue: z.number(), cast: z.object({ a: z.number(), b: z.number() }),
});
const REGIONS = [
  'whole', 'shadows', 'midtones', 'highlights', 'top', 'bottom', 'left', 'right', 'centre', 'edges', 'skin',
  'Red', 'Orange', 'Yellow', 'Green', 'Aqua', 'Blue', 'Purple', 'Magenta',
] as const;
const evidenceSchema = z.object({
  size,
  luma: z.object({ mean: z.number(), median: z.number(), std: z.number(), p1: z.number(), p5: z.number(), p25: z.number(), p75: z.number(), p95: z.number(), p99: z.number() }),
  clipping: z.object({ shadows: z.number(), highlights: z.number() }),
  colour: z.object({ meanChroma: z.number(), p95Chroma: z.number(), colourfulness: z.number(), cast: z.object({ a: z.number(), b: z.number() }) }),
  haze: z.number(), sharpness: z.number(), noise: z.number(),
  regions: z.partialRecord(z.enum(REGIONS), region),
});

const area = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });
const count = z.number().min(0);
const usage = z.object({ requests: count, input: count, cached: count, output: count, images: count, dollars: count.optional(), estimated: z.literal(true).optional() });
const question = z.object({ text: z.string(), options: z.array(z.string()), about: z.enum(['request', 'generation']), prompt: z.string().optional(), masks: z.array(json).optional() });
const generation = z.object({ prompt: z.string(), masks: z.array(json).optional() });
const place = z.enum(['earlier', 'later', 'tie']);
const comparison = z.object({ forward: place, backward: place, reasons: z.array(z.string()) });
const finish = z.object({ summary: z.string(), suggestions: z.array(z.string()) });
const planItem = z.object({ id: z.string(), title: z.string() });
const step = z.int().min(1);

/** One event of a run, as logged, streamed and exported. */
const runEventSchema: z.ZodType<RunEvent> = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('plan'), text: z.string(), items: z.array(planItem), notUnderstood: z.array(z.string()) }),
  z.looseObject({ type: z.literal('thought'), step, delta: z.string() }),
  z.looseObject({
    type: z.literal('tool_call'), step, stepId: z.string(), parentId: z.string(), title: z.string(), planItem: z.string().optional(), patch: settings,
    changes: z.array(z.object({ name: z.string(), from: json, to: json })), generate: generation.optional(), unknown: settings.optional(),
    call: z.object({ name: z.string(), arguments: z.string() }).optional(),
  }),
  z.looseObject({ type: z.literal('observation'), step, stepId: z.string(), settings, evidence: evidenceSchema, note: z.string(), milliseconds: z.number(), base: z.string().optional(), sha256: z.string().optional() }),
  z.looseObject({ type: z.literal('look'), step, what: z.enum(['region', 'difference', 'ledger']), title: z.string(), region: area.optional(), stepId: z.string().optional() }),
  z.looseObject({ type: z.literal('again'), step, attempt: z.int().min(1).optional() }),
  z.looseObject({ type: z.literal('usage'), step: z.int().min(0), by: z.enum(['brain', 'evaluator', 'generator']), usage }),
  z.looseObject({ type: z.literal('question'), question }),
  z.looseObject({ type: z.literal('plan_item'), id: z.string(), state: z.enum(['active', 'done', 'skipped']) }),
  z.looseObject({ type: z.literal('evaluation'), attempt: z.int().min(1), stepId: z.string(), score, by: z.string().optional(), objections: z.array(z.string()).optional(), finish: finish.optional() }),
  z.looseObject({ type: z.literal('reflection'), attempt: z.int().min(1), delta: z.string() }),
  z.looseObject({ type: z.literal('kept'), stepId: z.string(), rejectedStepId: z.string().optional(), reason: z.string(), comparison: comparison.optional() }),
  z.looseObject({ type: z.literal('message'), text: z.string(), about: z.enum(['problem', 'limit']).optional() }),
  z.looseObject({ type: z.literal('done'), stepId: z.string(), summary: z.string(), suggestions: z.array(z.string()), stopped: z.boolean().optional() }),
  z.looseObject({ type: z.literal('error'), code: z.string(), message: z.string() }),
]);

const requestSchema: z.ZodType<RunRequest> = z.object({
  runId: z.string(), instruction: z.string(), locale, settings, stepId: z.string(),
  history: z.array(z.object({ instruction: z.string(), before: settings, after: settings, reply: z.string().optional(), question: question.optional() })),
  maxSteps: z.int().min(1), seed: z.number(), reflectBelow: z.number(),
  rounds: z.int().min(0).optional(), limits: z.object({ tokens: z.number().optional(), dollars: z.number().optional(), seconds: z.number().optional() }).optional(),
  textOnly: z.boolean().optional(), generation: z.enum(['forbid', 'ask', 'allow']).optional(),
  permission: z.object({ granted: z.boolean(), order: generation }).optional(), base: z.string().optional(), pointed: z.array(json).optional(),
  reference: z.object({ name: z.string(), photoId: z.string() }).optional(),
  earlier: z.array(z.object({ number: z.int().min(0), stepId: z.string(), title: z.string(), settings })).optional(),
});

/** The document as it is written; see docs/TRAJECTORY.md. */
export const trajectorySchema = z.looseObject({
  format: z.literal('evoroom-trajectory'),
  // A document of version 1 has none of the newer events: it is one of version 2.
  version: z.literal([1, TRAJECTORY_VERSION]).transform(() => TRAJECTORY_VERSION as typeof TRAJECTORY_VERSION),
  brain: z.string(),
  evaluator: z.string(),
  model: z.string().optional(),
  engine: z.string().optional(),
  photo: z.object({ name: z.string(), width: z.number(), height: z.number(), sha256: z.string().optional() }),
  request: requestSchema,
  events: z.array(runEventSchema),
});
export type Trajectory = {
  readonly format: 'evoroom-trajectory';
  readonly version: typeof TRAJECTORY_VERSION;
  readonly brain: string;
  readonly evaluator: string;
  /** Name of the brain's model. */
  readonly model?: string;
  /** Version of the program that rendered. */
  readonly engine?: string;
  readonly photo: { readonly name: string; readonly width: number; readonly height: number; readonly sha256?: string };
  readonly request: RunRequest;
  readonly events: readonly RunEvent[];
};

export const trajectory = (parts: Omit<Trajectory, 'format' | 'version'>): Trajectory => ({ format: 'evoroom-trajectory', version: TRAJECTORY_VERSION, ...parts, events: joined(parts.events) });

/** What was streamed in pieces, in as few as there can be. */
function joined(events: readonly RunEvent[]): readonly RunEvent[] {
  const list: RunEvent[] = [];
  for (const event of events) {
    const last = list.at(-1);
    if (event.type === 'thought' && last?.type === 'thought' && last.step === event.step) list[list.length - 1] = { ...last, delta: last.delta + event.delta };
    else if (event.type === 'reflection' && last?.type === 'reflection' && last.attempt === event.attempt) list[list.length - 1] = { ...last, delta: last.delta + event.delta };
    else list.push(event);
  }
  return list;
}

export const writeTrajectory = (document: Trajectory): string => `${JSON.stringify(document, null, 2)}\n`;

/** Reads a trajectory. Throws `AgentError` (`trajectory-unreadable`, `trajectory-version`) naming what is wrong and where. */
export function readTrajectory(text: string): Trajectory {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    throw new AgentError('trajectory-unreadable', `This is no trajectory: it is not JSON (${messageOf(error)}). Choose a file that "evoroom edit --trajectory" wrote.`, error);
  }
  const version = z.looseObject({ version: z.number() }).safeParse(document);
  if (version.success && version.data.version > TRAJECTORY_VERSION)
    throw new AgentError('trajectory-version', `This trajectory has version ${version.data.version}; this program reads up to ${TRAJECTORY_VERSION}. Update Evoroom.`);
  const read = trajectorySchema.safeParse(document);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  throw new AgentError('trajectory-unreadable', `This is no trajectory of ours: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}. Choose a file that "evoroom edit --trajectory" wrote.`, read.error);
}
