import { Command, Option } from 'commander';
import { artedit, makeBenchmark, type ArtEditOptions } from './bench';
import { convert, embed, type ConvertOptions } from './convert';
import { edit, type EditOptions } from './edit';
import { evaluate, measurePhoto } from './measure';
import { anyStep, count, dollars, instruction, longEdge, port, quality, rolloutEdge, rounds, score, seconds, seed, several, steps, threads, tokens } from './options';
import { BRAIN_NAMES, EVALUATOR_NAMES, GENERATION_MODES } from './profile';
import { people, type PeopleCommandOptions } from './people';
import { render, type RenderCommandOptions } from './render';
import { replay, type ReplayOptions } from './replay';
import { applyStyle, learn, type ApplyOptions } from './style';
import type { Terminal } from './terminal';
import type { SandboxOptions } from './sandbox';
import { tools } from './tools';
import type { ExportOptions } from './evolve-export';

const HELP = `
Examples:
  evoroom edit photo.jpg "make it a warm, cinematic evening" --out edited.jpg --xmp edited.xmp
  evoroom edit photo.jpg "整体更通透,天空压暗一点" --out edited.jpg
  evoroom render photo.jpg edited.xmp --out again.jpg --size 2048
  evoroom convert preset.lrtemplate preset.xmp
  evoroom edit photo.jpg "calm and cool" --brain openai --base-url http://localhost:8000/v1 --model qwen3-vl --trajectory run.json
  evoroom replay run.json photo.jpg

Results go to stdout, warnings and errors to stderr, each beginning with "evoroom:". The same command on the same photo gives the same picture, but where a model decides.
Exit codes: 0 done, 1 failed, 2 the command was not understood, 130 interrupted.`;

/** The commands. Wrong usage throws commander's error, which has already been shown. */
export function createProgram(terminal: Terminal, version: string, signal: AbortSignal): Command {
  const program = new Command('evoroom')
    .description('Retouch photos by saying what you want, without a browser.')
    .version(version, '-v, --version')
    .showHelpAfterError('Run "evoroom --help" to see how.')
    .addHelpText('after', HELP)
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(`evoroom: ${text.replace(/^error: /, '')}`) });

  program.command('edit')
    .description('let the agent retouch a photo')
    .argument('<photo>', 'the photo; it is never changed')
    .argument('<instruction>', 'what to do, in English or Chinese', instruction)
    .option('--like <photo>', 'a photo that shows how it should look')
    .option('--out <file>', 'the picture: .jpg, .png, .webp, .avif or .tif (default: PHOTO-edited.jpg when no other result is named)')
    .option('--xmp <file>', 'the settings as an XMP sidecar')
    .option('--trajectory <file>', 'everything that happened, as JSON')
    .option('--brain <name>', `what decides the steps: ${BRAIN_NAMES.join(', ')} (default: embedded)`)
    .option('--model <name>', 'the brain’s model (default: OPENAI_MODEL)')
    .option('--base-url <url>', 'where it answers, up to /v1; several share the load (default: OPENAI_BASE_URL; its key: OPENAI_API_KEY)', several)
    .option('--evaluator <name>', `what scores the result: ${EVALUATOR_NAMES.join(', ')} (default: embedded)`)
    .option('--judge <model>', 'a model that judges; implies --evaluator judge')
    .option('--judge-url <url>', 'where the judge answers (default: as the brain; its key: JUDGE_API_KEY)', several)
    .option('--profile <file>', 'all of this as JSON; options here come before it')
    .option('--max-steps <n>', 'most tool calls (default: 12)', steps)
    .option('--rounds <n>', 'most corrections of a result that scores low (default: 1)', rounds)
    .option('--reflect-below <score>', 'what counts as low, 0 to 5 (default: 3)', score)
    .option('--limit-tokens <n>', 'end the run when models have used so many', tokens)
    .option('--limit-dollars <n>', 'end the run when models have cost so much', dollars)
    .option('--limit-seconds <n>', 'end the run after so long', seconds)
    .option('--generation <mode>', `what an image model (IMAGE_MODEL) may do: ${GENERATION_MODES.join(', ')} (default: ask)`)
    .option('--text-only', 'show the brain no picture after the first')
    .option('--seed <n>', 'same seed, same result', seed, 0)
    .action((photo: string, words: string, options: EditOptions) => edit(photo, words, options, version, terminal, signal));

  program.command('replay')
    .description('render a recorded run again and verify that each step gives the same pixels')
    .argument('<trajectory>', 'what "edit --trajectory" wrote')
    .argument('<photo>', 'the photo that it was recorded on')
    .option('--step <n>', 'this step alone, 0 for where the run started (default: all; the picture: the result)', anyStep)
    .option('--out <file>', 'the picture at full resolution')
    .option('--force', 'go on with another photo, or when pixels differ')
    .action((file: string, photo: string, options: ReplayOptions) => replay(file, photo, options, version, terminal, signal));

  program.command('render')
    .description('render a photo with develop settings')
    .argument('<photo>', 'the photo; it is never changed')
    .argument('[settings]', 'develop settings: .xmp, .lrtemplate, .lua, .json, .cube, or a photo that carries some')
    .option('--embedded', 'render with the settings that the photo itself carries', false)
    .option('--embed', 'note the settings in the picture, marked as already applied', false)
    .requiredOption('--out <file>', 'the picture: .jpg, .png, .webp, .avif or .tif')
    .option('--size <long edge>', 'long edge in pixels (default: full resolution)', longEdge)
    .option('--quality <q>', 'of the lossy formats, 1 to 100', quality)
    .action((photo: string, settings: string | undefined, options: RenderCommandOptions) => render(photo, settings, options, terminal, signal));

  program.command('convert')
    .description('write settings as another format: .xmp, .lrtemplate, .lua, .json or .cube (their colour part)')
    .argument('<in>', 'settings of any of these formats, darktable’s .xmp, RawTherapee’s .pp3, or a photo that carries some')
    .argument('<out>', 'the settings file to write; its ending says the format')
    .option('--photo <file>', 'the photo that the settings are for: crop and masks are turned with it')
    .option('--name <name>', 'write a preset of this name')
    .action((from: string, to: string, options: ConvertOptions) => convert(from, to, options, terminal));

  program.command('embed')
    .description('write a copy of a photo (JPEG, PNG, TIFF, DNG) that carries settings; its pixels stay')
    .argument('<photo>', 'the photo; it is never changed')
    .argument('<settings>', 'settings of any format')
    .requiredOption('--out <file>', 'the copy')
    .action((photo: string, settings: string, { out }: { readonly out: string }) => embed(photo, settings, out, terminal));

  program.command('tools')
    .description('list every develop tool')
    .option('--json', 'the registry as JSON', false)
    .action(({ json }: { json: boolean }) => tools(json, terminal));

  program.command('measure')
    .description('measure a photo as the agent does')
    .argument('<photo>')
    .option('--json', 'as JSON', false)
    .action((photo: string, { json }: { json: boolean }) => measurePhoto(photo, json, terminal, signal));

  program.command('evaluate')
    .description('score a result from 1 to 5 for aesthetics and for following the instruction')
    .argument('<photo>', 'the original')
    .argument('<result>', 'the finished picture')
    .argument('<instruction>', 'what was asked for', instruction)
    .option('--json', 'as JSON', false)
    .action((photo: string, result: string, words: string, { json }: { json: boolean }) => evaluate(photo, result, words, json, terminal, signal));

  const bench = program.command('bench').description('measure the agent: against an expert, against other systems, against people');
  bench.command('artedit')
    .description('run systems over a benchmark of ArtEdit’s shape (docs/BENCHMARK-ARTEDIT.md); a run that was stopped goes on where it was')
    .argument('[folder]', 'the benchmark (default: the small one that ships, made from the sample photos)')
    .option('--system <[name=]system>', 'rules, evolved[:CHECKPOINT] (as in the studio), policy[:CHECKPOINT] (by itself), profile:FILE, or results:FOLDER (another system’s results); several take part, the first is the one that others are held against', several)
    .option('--ablations <run>', 'a run of "npm run evolve" (data/evolve/seed-1): its stages and the paper’s ablations take part')
    .option('--evaluator <evaluator>', 'what is held against people’s scores: embedded, evolved[:CHECKPOINT]', 'embedded')
    .option('--judge <judge>', 'embedded (measured) or profile (VIEScore by the model of --profile)', 'embedded')
    .option('--profile <file>', 'the profile that names the judge')
    .option('--out <folder>', 'where report.html, report.json and what is needed to go on are written', 'bench-artedit')
    .option('--size <long edge>', 'at which everything is rendered and judged', longEdge, 512)
    .option('--text-only', 'ablation: brains see no picture after the first')
    .option('--no-evaluator-loop', 'ablation: the first attempt stands, nothing is corrected by its score')
    .option('--seed <n>', 'same seed, same result', seed, 1)
    .option('--json', 'as JSON', false)
    .action((folder: string | undefined, options: ArtEditOptions) => artedit(folder, options, terminal, signal));
  bench.command('make')
    .description('make the benchmark that ships from the sample photos')
    .argument('<folder>')
    .action((folder: string) => makeBenchmark(folder, terminal, signal));
  bench.command('people')
    .description('how well the evaluator agrees with people on photos that it never saw')
    .requiredOption('--scores <csv>', 'people’s scores: columns photo, distortion, level, mos (TID2013)')
    .requiredOption('--photos <folder>', 'the original photos, named as in the scores (kodim01.png …)')
    .option('--train', 'learn anew from half of the photos and test on the other half', false)
    .option('--policy [checkpoint]', 'teach a policy’s own evaluator by loop 2 on the training photos (default: one that knows nothing) and test it, too')
    .option('--out <folder>', 'write human-scores.json, .md and .svg there; with --train the model, opinion.json, too')
    .option('--seed <n>', 'which photos are which half', seed, 1)
    .option('--json', 'as JSON', false)
    .action((options: PeopleCommandOptions) => people(options, terminal, signal));

  const style = program.command('style').description('learn a photographer’s hand, and edit as they would');
  style.command('learn')
    .description('learn from photos and what was done to them')
    .argument('<folder>', 'photos, each with its settings in a sidecar (.xmp) or in itself')
    .requiredOption('--out <file>', 'the style, as JSON')
    .option('--name <name>', 'what to call it (default: the folder’s name)')
    .action((folder: string, options: { readonly out: string; readonly name?: string }) => learn(folder, options, terminal, signal));
  style.command('apply')
    .description('edit a photo as the photographer would')
    .argument('<photo>', 'the photo; it is never changed')
    .requiredOption('--style <file>', 'what "style learn" wrote')
    .option('--out <file>', 'the picture: .jpg, .png, .webp, .avif or .tif (default: PHOTO-edited.jpg)')
    .option('--xmp <file>', 'the settings as an XMP sidecar')
    .action((photo: string, options: ApplyOptions) => applyStyle(photo, options, terminal, signal));

  program.command('sandbox')
    .description('serve rollouts over HTTP to a trainer: photos and tool calls in, pictures, measurements and rewards out')
    .option('--port <n>', 'where it listens', port, 8190)
    .option('--host <address>', 'on which address; any but this machine’s own needs a token', '127.0.0.1')
    .option('--workers <n>', 'threads (default: one per core)', threads)
    .option('--photos <folder>', 'photos beside those that ship')
    .option('--token <token>', 'what a request has to bring (or SANDBOX_TOKEN)')
    .option('--edge <pixels>', 'long edge of pictures where a request names none (default: 512)', rolloutEdge)
    .option('--queue <n>', 'renders that may be under way at once (default: 512 per thread)', count)
    .action(async (options: SandboxOptions) => (await import('./sandbox')).sandbox(options, terminal, signal));

  const evolve = program.command('evolve').description('self-evolution: data for training');
  evolve.command('export')
    .description('write training data: trajectories with thoughts, calls, pictures and ratings')
    .argument('<folder>', 'a new folder')
    .addOption(new Option('--format <name>', 'for whom').choices(['artedit', 'sharegpt', 'trl', 'verl']).default('artedit'))
    .option('--from <folder>', 'of a data set in the artedit format')
    .option('--trajectory <file>', 'of a recorded run; may be given several times', several)
    .option('--photos <folder>', 'photos beside those that ship')
    .option('--count <n>', 'tasks that the teacher works on', count, 100)
    .option('--edge <pixels>', 'long edge of the pictures', rolloutEdge, 512)
    .option('--cache <folder>', 'keep the teacher’s work for the next time')
    .option('--seed <n>', 'same seed, same data', seed, 1)
    .action(async (folder: string, options: ExportOptions) => (await import('./evolve-export')).exportData(folder, options, terminal, signal));

  return program;
}
