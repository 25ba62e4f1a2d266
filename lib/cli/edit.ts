import { createHash } from 'node:crypto';
import { basename, parse } from 'node:path';
import { createDarkroom, run, trajectory, writeTrajectory, type RunDeps } from '@/lib/agent';
import { evolvedFor } from '@/lib/evolve/brain';
import { agentFor, operatorFiles, termsOf } from '@/lib/agent/assemble';
import { createBaseMaker } from '@/lib/agent/generation';
import type { RunEvent, RunRequest, Usage } from '@/lib/agent/types';
import { addUsage } from '@/lib/agent/usage';
import { writeSettings } from '@/lib/develop/codecs';
import { startingSettings } from '@/lib/develop/settings';
import { pictureOf, resultOf, shelfFor, type Result } from './bases';
import { CommandError, Interrupted } from './errors';
import { checkOutputs, formatOf, openPhoto, writeWhole } from './files';
import { profileOf, type AgentOptions } from './profile';
import { createStory, usageLine } from './story';
import { rendererOfCommand } from './renderer';
import { warnOfIssues } from './settings';
import type { Terminal } from './terminal';

export type EditOptions = AgentOptions & { readonly like?: string; readonly out?: string; readonly xmp?: string; readonly trajectory?: string; readonly seed: number };

/** What the run kept: what the observation of that step had, or where the run started. */
const keptOf = (events: readonly RunEvent[], request: RunRequest): Result => {
  const done = events.findLast((event) => event.type === 'done');
  const kept = done?.stepId ?? request.stepId;
  const seen = events.findLast((event) => event.type === 'observation' && event.stepId === kept);
  return seen?.type === 'observation' ? resultOf(seen) : { settings: request.settings };
};

/** Retouches a photo as it is told. Without any output named, the picture goes to `NAME-edited.jpg` in the working folder. */
export async function edit(path: string, instruction: string, options: EditOptions, version: string, terminal: Terminal, signal: AbortSignal): Promise<void> {
  const out = options.out ?? (options.xmp || options.trajectory ? undefined : `${parse(path).name}-edited.jpg`);
  const format = out === undefined ? undefined : formatOf(out);
  const { profile, keys } = await profileOf(options, process.env);
  const { brain, evaluator, generator } = agentFor(profile, keys, await operatorFiles(process.env['DATA_DIR'] || './data'), await evolvedFor(profile));
  await checkOutputs([out, options.xmp, options.trajectory].filter((output) => output !== undefined), options.like === undefined ? [path] : [path, options.like]);

  const photo = await openPhoto(path);
  const reference = options.like === undefined ? undefined : await openPhoto(options.like);
  // Ids come from what is asked of what: the same command tells the same story.
  const runId = createHash('sha256').update([photo.id, instruction, brain.id, options.seed, profile.maxSteps, ...(reference ? [reference.id] : [])].join('\0')).digest('hex').slice(0, 16);
  const request: RunRequest = {
    runId, instruction, locale: terminal.locale, settings: startingSettings(photo.info), stepId: `${runId}-0`, history: [],
    seed: options.seed, ...(options.like !== undefined && { reference: { name: basename(options.like), photoId: options.like } }), ...termsOf(profile),
  };
  const renderer = await rendererOfCommand();
  const { shelf, remove } = await shelfFor(options.trajectory, photo);
  const bases = generator && createBaseMaker({ generator, renderer, photo, name: basename(path), shelf });
  const events: RunEvent[] = [];
  try {
    const locale = /\p{Script=Han}/u.test(instruction) ? 'zh' : terminal.locale;
    const story = createStory(locale);
    let used: Usage | undefined;
    terminal.progress('measuring the photo …');
    const like: RunDeps['like'] = reference && ((_, stop) => createDarkroom(renderer, reference).observe(startingSettings(reference.info), stop));
    for await (const event of run(request, { brain, evaluator, ...(like && { like }), darkroom: createDarkroom(renderer, photo, undefined, basename(path)), ...(bases && { bases }), signal })) {
      events.push(event);
      if (event.type === 'usage') used = addUsage(used, event.usage);
      for (const line of story(event)) terminal.say(line);
      if (event.type === 'tool_call') terminal.progress(`step ${event.step}: ${event.title} …`);
    }
    if (used) terminal.say(usageLine(used, locale));
    if (options.trajectory !== undefined) {
      const { width, height } = photo.info;
      await writeWhole(options.trajectory, writeTrajectory(trajectory({ brain: brain.id, evaluator: evaluator.id, ...(profile.endpoint && { model: profile.endpoint.model }), engine: version, photo: { name: basename(path), width, height, sha256: photo.id }, request, events })));
    }
    const failed = events.find((event) => event.type === 'error');
    if (failed) throw new CommandError(failed.code, failed.message);
    if (signal.aborted) throw new Interrupted();
    const asked = events.findLast((event) => event.type === 'question');
    if (asked?.question.about === 'generation') terminal.warn('Nothing was generated yet. Say --generation allow to permit it.');
    const kept = keptOf(events, request);
    const { settings } = kept;
    const picture = await pictureOf(kept, shelf, photo);
    if (!picture) throw new CommandError('base-missing', 'The picture that the image model made is not there any more. Run the command again.');
    if (options.xmp !== undefined) {
      const { text, issues } = writeSettings(settings, 'xmp', { photo: { ...picture.photo.info, orientation: photo.info.orientation } });
      warnOfIssues(options.xmp, issues, terminal);
      await writeWhole(options.xmp, text);
    }
    if (out !== undefined && format !== undefined) {
      terminal.progress(`rendering ${out} …`);
      await writeWhole(out, await renderer.renderToBuffer(picture.photo, settings, { format, ...picture.says, signal }));
    }
    for (const written of [out, options.xmp, options.trajectory]) if (written !== undefined) terminal.say(`→ ${written}`);
  } finally {
    terminal.progress('');
    await Promise.all([renderer.close(), remove()]);
  }
}
