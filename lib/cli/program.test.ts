import { mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT, exitCodeOf, messageOf } from './errors';
import { createProgram } from './program';
import type { Terminal } from './terminal';

const folder = mkdtempSync(join(tmpdir(), 'evoroom-program-'));
const file = (name: string) => join(folder, name);

/** Runs a command in this process: what it threw, what it said. */
async function run(args: readonly string[]): Promise<{ readonly code: number; readonly said: readonly string[]; readonly warned: string }> {
  const said: string[] = [];
  let warned = '';
  const terminal: Terminal = { say: (line) => { said.push(line); }, warn: (message) => { warned += message; }, progress: () => {}, locale: 'en' };
  const program = createProgram(terminal, '1.2.3', new AbortController().signal);
  for (const command of [program, ...program.commands]) command.configureOutput({ writeErr: (text) => { warned += text; }, writeOut: (text) => { said.push(text); } });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return { code: EXIT.ok, said, warned };
  } catch (error) {
    return { code: exitCodeOf(error), said, warned: warned + messageOf(error) };
  }
}

beforeAll(async () => {
  await sharp({ create: { width: 64, height: 48, channels: 3, background: '#456' } }).jpeg().toFile(file('photo.jpg'));
  symlinkSync(file('photo.jpg'), file('link.jpg'));
  writeFileSync(file('look.json'), '{}');
  writeFileSync(file('evil.lua'), 'return { Exposure2012 = os.execute("touch x.jpg") }');
  writeFileSync(file('broken.json'), '{"Exposure2012":');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a command that is wrong', () => {
  it.each([
    ['no command', [], /Usage: evoroom/],
    ['a command that is not there', ['polish', 'photo.jpg'], /unknown command 'polish'/],
    ['too few arguments', ['edit', file('photo.jpg')], /missing required argument 'instruction'/],
    ['too many arguments', ['measure', file('photo.jpg'), file('photo.jpg')], /too many arguments/],
    ['an empty instruction', ['edit', file('photo.jpg'), '  '], /empty text/],
    ['an endless instruction', ['edit', file('photo.jpg'), 'warm '.repeat(1000)], /at most 4000/],
    ['an option that is not there', ['render', file('photo.jpg'), file('look.json'), '--out', file('b.jpg'), '--sise', '9'], /--sise/],
    ['a size that is no number', ['render', file('photo.jpg'), file('look.json'), '--out', file('b.jpg'), '--size', 'big'], /from 16 to 65535 but received "big"/],
    ['a quality beyond its range', ['render', file('photo.jpg'), file('look.json'), '--out', file('b.jpg'), '--quality', '101'], /from 1 to 100/],
    ['a seed with a fraction', ['edit', file('photo.jpg'), 'warmer', '--seed', '1.5'], /whole number/],
    ['no output', ['render', file('photo.jpg'), file('look.json')], /--out/],
    ['an output of no known format', ['edit', file('photo.jpg'), 'warmer', '--out', file('b.bmp')], /\.jpg, .*b\.bmp/],
    ['an output over the original', ['edit', file('photo.jpg'), 'warmer', '--out', file('photo.jpg')], /originals are never changed/],
    ['an output over the original through a link', ['edit', file('photo.jpg'), 'warmer', '--out', file('link.jpg')], /originals are never changed/],
    ['an output over the settings', ['render', file('photo.jpg'), file('look.json'), '--out', file('look.json')], /Expected --out/],
    ['no settings at all', ['render', file('photo.jpg'), '--out', file('b.jpg')], /settings file, or --embedded/],
    ['settings twice', ['render', file('photo.jpg'), file('look.json'), '--embedded', '--out', file('b.jpg')], /received both/],
    ['settings of no known format', ['convert', file('look.json'), file('b.txt')], /\.xmp, \.lrtemplate, \.lua, \.json.*b\.txt/],
    ['a conversion over its source', ['convert', file('look.json'), file('look.json')], /would overwrite/],
    ['a copy over the original', ['embed', file('photo.jpg'), file('look.json'), '--out', file('link.jpg')], /originals are never changed/],
    ['two results in one file', ['edit', file('photo.jpg'), 'warmer', '--xmp', file('a.xmp'), '--trajectory', join(folder, '.', 'a.xmp')], /Two results/],
    ['a benchmark without a kind', ['bench'], /Usage: evoroom bench/],
    ['a system that is not there', ['bench', 'artedit', folder, '--system', 'magic'], /rules, evolved, evolved:CHECKPOINT, policy:CHECKPOINT, profile:FILE or results:FOLDER/],
    ['a benchmark’s evaluator that is not there', ['bench', 'artedit', folder, '--evaluator', 'mum'], /embedded, evolved or evolved:CHECKPOINT/],
    ['a judge that is not there', ['bench', 'artedit', folder, '--judge', 'mother'], /embedded or profile/],
    ['a judging model that nothing names', ['bench', 'artedit', folder, '--judge', 'profile'], /--profile/],
    ['people without their scores', ['bench', 'people', '--photos', folder], /--scores/],
    ['a brain that is not there', ['edit', file('photo.jpg'), 'warmer', '--brain', 'constructor'], /embedded or evolved or openai or jarvisevo/],
    ['a judge without a server', ['edit', file('photo.jpg'), 'warmer', '--judge', 'm'], /--judge-url/],
    ['a limit of nothing', ['edit', file('photo.jpg'), 'warmer', '--limit-dollars', '0'], /above 0/],
    ['an evaluator that is not there', ['edit', file('photo.jpg'), 'warmer', '--evaluator', 'mum'], /embedded or self or judge/],
  ])('%s is refused with exit code 2 before anything is done', async (_, args, message) => {
    const before = readdirSync(folder);
    const { code, warned } = await run(args);
    expect(warned).toMatch(message);
    expect(code).toBe(EXIT.usage);
    expect(readdirSync(folder)).toEqual(before);
  });
});

describe('a command that cannot be carried out', () => {
  it.each([
    ['a photo that is not there', ['measure', file('nothing.jpg')], /nothing\.jpg: .*(found|read)/],
    ['settings that are not there', ['render', file('photo.jpg'), file('nothing.xmp'), '--out', file('x.jpg')], /nothing\.xmp: /],
    ['settings that cannot be read', ['render', file('photo.jpg'), file('broken.json'), '--out', file('x.jpg')], /broken\.json: .*JSON/],
    ['a photo without settings', ['convert', file('photo.jpg'), file('x.xmp')], /photo\.jpg: the photo carries no develop settings/],
    ['a photo without its own settings', ['render', file('photo.jpg'), '--embedded', '--out', file('x.jpg')], /carries no develop settings/],
    ['settings with code in them', ['convert', file('evil.lua'), file('x.xmp')], /evil\.lua: .*os\.execute.*line 1.*nothing in the file was executed/],
    ['a folder that is not there', ['edit', file('photo.jpg'), 'warmer', '--out', join(folder, 'no/such/x.jpg')], /Make it first/],
    ['a benchmark that is none', ['bench', 'artedit', folder, '--out', file('bench')], /no cases\.jsonl in it.*BENCHMARK-ARTEDIT/],
    ['a checkpoint that is not there', ['bench', 'artedit', folder, '--system', 'evolved:nothing.safetensors'], /nothing\.safetensors: there is no such checkpoint/],
    ['a run that left no checkpoints', ['bench', 'artedit', folder, '--ablations', folder], /holds no checkpoint .*sepo-no-slm.*npm run evolve/],
    ['scores that are not there', ['bench', 'people', '--scores', file('none.csv'), '--photos', folder], /no file of scores at .*none\.csv/],
    ['a model without an address', ['edit', file('photo.jpg'), 'warmer', '--brain', 'openai', '--out', file('x.jpg')], /OPENAI_BASE_URL/],
  ])('fails with exit code 1 for %s', async (_, args, message) => {
    const { code, warned } = await run(args);
    expect(warned).toMatch(message);
    expect(code).toBe(EXIT.failure);
    expect(readdirSync(folder)).not.toContain('x.jpg');
  });
});

describe('evoroom tools', () => {
  it('prints the registry for people and for programs', async () => {
    expect((await run(['tools'])).said.join('\n')).toMatch(/Exposure2012 +Exposure: -5 … 5 EV, default 0/);
    const tools = JSON.parse((await run(['tools', '--json'])).said.join('')) as readonly { readonly name: string }[];
    expect(tools.length).toBeGreaterThan(165);
    expect(tools.map(({ name }) => name)).toContain('Mask/Gradient');
  });

  it('shows help and version without failing', async () => {
    expect(await run(['--version'])).toMatchObject({ code: 0, said: ['1.2.3\n'] });
    expect((await run(['edit', '--help'])).said.join('')).toContain('--max-steps');
    expect(readFileSync(file('look.json'), 'utf8')).toBe('{}');
  });
});
