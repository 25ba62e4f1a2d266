import { readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { createDarkroom, pixelHash, readTrajectory, type Trajectory } from '@/lib/agent';
import type { Darkroom, RunEvent } from '@/lib/agent/types';
import { canonicalJson } from '@/lib/develop/settings';
import type { JsonValue } from '@/lib/develop/types';
import { folderShelf } from '@/lib/agent/generation';
import { basesFolder, pictureOf, resultOf, type Result } from './bases';
import { CommandError, UsageError, messageOf } from './errors';
import { checkOutputs, formatOf, openPhoto, writeWhole } from './files';
import { rendererOfCommand } from './renderer';
import type { Terminal } from './terminal';

export type ReplayOptions = { readonly step?: number; readonly out?: string; readonly force?: true };

type Seen = Extract<RunEvent, { type: 'observation' }>;
type Verified = 'same-pixels' | 'same-measurements' | 'different' | 'generated';

const MAX_BYTES = 256 * 1024 * 1024;

const SAID: Readonly<Record<Verified, string>> = {
  'same-pixels': 'the same pixels',
  'same-measurements': 'the same measurements (no pixels were recorded)',
  different: 'DIFFERENT',
  generated: 'made by an image model, and its picture is not beside the trajectory: cannot be rendered again',
};

async function trajectoryIn(path: string): Promise<Trajectory> {
  const size = await stat(path).then((file) => file.size, (cause: unknown) => { throw new CommandError('missing', `${path}: the trajectory cannot be found or read. Check its path and permissions.`, { cause }); });
  if (size > MAX_BYTES) throw new CommandError('trajectory-unreadable', `${path}: the file has ${Math.round(size / 1024 / 1024)} MB; trajectories are far smaller.`);
  const bytes = await readFile(path);
  return readTrajectory((isGzip(bytes) ? await unpacked(path, bytes) : bytes).toString('utf8'));
}

const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

const unpacked = (path: string, bytes: Buffer): Promise<Buffer> =>
  promisify(gunzip)(bytes, { maxOutputLength: MAX_BYTES }).catch((cause: unknown) => { throw new CommandError('trajectory-unreadable', `${path}: the file is packed with gzip but cannot be unpacked (${messageOf(cause)}).`, { cause }); });

const same = (a: unknown, b: unknown): boolean => canonicalJson(a as Record<string, JsonValue>) === canonicalJson(b as Record<string, JsonValue>);

/** Renders a recorded step at the size that it was observed at, and compares. */
async function verify({ settings, evidence, sha256, base }: Seen, darkroomOf: (edge: number, base: string | undefined) => Promise<Darkroom | undefined>, signal: AbortSignal): Promise<Verified> {
  const darkroom = await darkroomOf(Math.max(evidence.size.width, evidence.size.height), base);
  if (!darkroom) return 'generated';
  const now = await darkroom.observe(settings, signal);
  if (sha256 !== undefined) return pixelHash(now) === sha256 ? 'same-pixels' : 'different';
  return same(now.evidence, evidence) ? 'same-measurements' : 'different';
}

/** What step `number` led to, 0 where the run started; without a number what the run kept. */
function resultAt({ request, events }: Trajectory, number: number | undefined): Result {
  const start: Result = { settings: request.settings, ...(request.base !== undefined && { base: request.base }) };
  if (number === 0) return start;
  const kept = events.findLast((event) => event.type === 'done')?.stepId;
  const seen = events.findLast((event) => event.type === 'observation' && (number === undefined ? event.stepId === kept : event.step === number));
  if (seen?.type === 'observation') return { ...start, ...resultOf(seen) };
  if (number === undefined) return start;
  throw new UsageError(`Expected --step to be one of the ${events.filter((event) => event.type === 'observation').length} steps of this trajectory, or 0 for where it started, but received ${number}.`);
}

/**
 * Renders the recorded settings of every step again and verifies that they lead to the same pixels. Fails when a step differs, or the photo is
 * another one, unless forced. `out` gets the step's picture at full resolution.
 */
export async function replay(path: string, photoPath: string, { step, out, force }: ReplayOptions, version: string, terminal: Terminal, signal: AbortSignal): Promise<void> {
  const format = out === undefined ? undefined : formatOf(out);
  await checkOutputs(out === undefined ? [] : [out], [path, photoPath]);
  const document = await trajectoryIn(path);
  const result = resultAt(document, step);
  const photo = await openPhoto(photoPath);
  const { sha256 } = document.photo;
  if (sha256 !== undefined && sha256 !== photo.id && !force) throw new CommandError('other-photo', `${photoPath}: this is not the photo of the trajectory (${document.photo.name}, SHA-256 ${sha256.slice(0, 12)}…). Name that one, or use --force to render with its settings all the same.`);
  if (sha256 === undefined) terminal.warn(`${path}: the trajectory does not say which photo it is of; taken on trust.`);

  const renderer = await rendererOfCommand();
  try {
    const shelf = folderShelf(basesFolder(path), photo);
    const darkrooms = new Map<string, Darkroom>();
    const darkroomOf = async (edge: number, base = document.request.base): Promise<Darkroom | undefined> => {
      const key = `${edge} ${base ?? ''}`;
      const under = base === undefined ? photo : (await shelf.open(base))?.photo;
      const known = darkrooms.get(key) ?? (under && createDarkroom(renderer, under, edge));
      if (known) darkrooms.set(key, known);
      return known;
    };
    const titles = new Map(document.events.flatMap((event) => (event.type === 'tool_call' ? [[event.stepId, event.title] as const] : [])));
    const seen = document.events.flatMap((event) => (event.type === 'observation' && (step === undefined || event.step === step) ? [event] : []));
    const different: number[] = [];
    for (const event of seen) {
      terminal.progress(`step ${event.step} …`);
      const verified = await verify(event, darkroomOf, signal);
      if (verified === 'different') different.push(event.step);
      terminal.say(`${event.step}. ${(titles.get(event.stepId) ?? '').replace(/\s+/g, ' ').trim()}: ${SAID[verified]}`);
    }
    if (different.length > 0) {
      const recorded = document.engine === undefined ? '' : ` It was recorded with version ${document.engine}; this is ${version}.`;
      const text = `${different.length} of ${seen.length} steps lead to other pixels: ${different.join(', ')}.${recorded}`;
      if (!force) throw new CommandError('replay-differs', text);
      terminal.warn(text);
    }
    if (out !== undefined && format !== undefined) {
      terminal.progress(`rendering ${out} …`);
      const picture = await pictureOf(result, shelf, photo);
      if (!picture) throw new CommandError('base-missing', `The picture that an image model made is not in ${basesFolder(path)}. Put that folder beside the trajectory, or choose a step before it.`);
      await writeWhole(out, await renderer.renderToBuffer(picture.photo, result.settings, { format, ...picture.says, signal }));
      terminal.say(`→ ${out}`);
    }
  } finally {
    terminal.progress('');
    await renderer.close();
  }
}
