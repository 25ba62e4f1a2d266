import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase, type Database } from '@/lib/store/database';
import { setNightlyTime } from '@/lib/store/trainings';
import { startChild } from './child';
import { Trainer } from './trainer';

/** A program that counts to `end` in a file, goes on where it was, waits before it counts on from `halt` until it may, and fails when it is told to. */
const PROGRAM = `
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
const [folder, end, fate, halt, may] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const file = folder + '/steps.jsonl';
if (fate === 'fail') { console.error('No photo could be read.'); process.exit(2); }
for (let n = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\\n').length : 0; n < Number(end); n++) {
  appendFileSync(file, JSON.stringify({ n, pid: process.pid, nice: (await import('node:os')).getPriority() }) + '\\n');
  while (n === Number(halt) && !existsSync(may)) await new Promise((resolve) => setTimeout(resolve, 20));
}
`;

let folder: string;
let db: Database;
let fate: string;
let end: number;
let halt: number;
const goOn = () => writeFileSync(join(folder, 'may'), '');
const trainers: Trainer[] = [];
const makeTrainer = () => {
  const trainer = new Trainer({ db }, join(folder, 'trainings'), async (job) => ({ file: join(folder, 'program.mjs'), args: [job.folder, String(end), fate, String(halt), join(folder, 'may')], scratch: [join(job.folder, 'ratings.jsonl')] }));
  trainers.push(trainer);
  return trainer;
};
const steps = (trainer: Trainer, id: string) => (existsSync(join(trainer.folderOf(id), 'steps.jsonl')) ? readFileSync(join(trainer.folderOf(id), 'steps.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as { n: number; pid: number; nice: number }) : []);
const row = (id: string) => db.training.findUniqueOrThrow({ where: { id } });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'evoroom-trainer-'));
  writeFileSync(join(folder, 'program.mjs'), PROGRAM);
  db = await openDatabase(folder, join(process.cwd(), 'prisma', 'migrations'));
  [fate, end, halt] = ['', 5, -1];
});
afterEach(async () => {
  await Promise.all(trainers.splice(0).map((trainer) => trainer.shutdown()));
  await db.$disconnect();
  rmSync(folder, { recursive: true, force: true });
});

describe('a training', () => {
  test('runs beside the server at the lowest priority, one at a time, to its end', async () => {
    halt = 0;
    const trainer = makeTrainer();
    const id = await trainer.start({ seed: 7 });
    await expect.poll(() => steps(trainer, id).length).toBe(1);
    writeFileSync(join(trainer.folderOf(id), 'ratings.jsonl'), 'of somebody');
    await expect(trainer.start({ seed: 8 })).rejects.toMatchObject({ code: 'training-active' });
    goOn();
    await trainer.finished(id);
    expect(await row(id)).toMatchObject({ status: 'done', seed: 7, nightly: false, error: '' });
    expect(existsSync(join(trainer.folderOf(id), 'ratings.jsonl'))).toBe(false);
    expect(steps(trainer, id).map(({ n }) => n)).toEqual([0, 1, 2, 3, 4]);
    // The first may be counted before the server has said it.
    expect(steps(trainer, id).slice(1).every(({ nice }) => nice === 19)).toBe(true);
    await trainer.start({ seed: 8 });
  });

  test('that fails says why', async () => {
    fate = 'fail';
    const trainer = makeTrainer();
    const id = await trainer.start({ seed: 1 });
    await trainer.finished(id);
    expect(await row(id)).toMatchObject({ status: 'failed', error: 'No photo could be read.' });
  });

  test('that is cancelled ends, and nothing of it stays', async () => {
    halt = 2;
    const trainer = makeTrainer();
    const id = await trainer.start({ seed: 1 });
    await expect.poll(() => steps(trainer, id).length).toBe(3);
    await trainer.cancel(id);
    expect(await row(id)).toMatchObject({ status: 'cancelled' });
    expect(existsSync(trainer.folderOf(id))).toBe(false);
  });

  test('is let go by a server that ends, and taken up by the next one where it was', async () => {
    halt = 2;
    const first = makeTrainer();
    const id = await first.start({ seed: 1 });
    await expect.poll(() => steps(first, id).length).toBe(3);
    await first.shutdown();
    expect(await row(id)).toMatchObject({ status: 'running' });
    goOn();
    const second = makeTrainer();
    await second.open();
    await second.finished(id);
    expect(await row(id)).toMatchObject({ status: 'done' });
    expect(steps(second, id).map(({ n }) => n)).toEqual([0, 1, 2, 3, 4]);
    expect(new Set(steps(second, id).map(({ pid }) => pid)).size).toBe(2);
  });

  test('begins by itself at its hour, once a night', async () => {
    const trainer = makeTrainer();
    const night = new Date(2030, 0, 5, 3, 1);
    await trainer.tick(night);
    expect(await db.training.count()).toBe(0);
    await setNightlyTime(db, '03:00');
    await trainer.tick(night);
    const [training] = await db.training.findMany();
    expect(training).toMatchObject({ nightly: true });
    await trainer.finished(training!.id);
    await db.training.updateMany({ data: { createdAt: night } });
    await trainer.tick(new Date(2030, 0, 5, 3, 30));
    expect(await db.training.count()).toBe(1);
    await trainer.tick(new Date(2030, 0, 6, 3, 0));
    expect(await db.training.count()).toBe(2);
  });
});

test('a program goes with the server that started it, however that ended', async () => {
  const parent = join(folder, 'parent.mjs');
  writeFileSync(join(folder, 'endless.mjs'), "import { writeFileSync } from 'node:fs'; writeFileSync(process.argv[2], String(process.pid)); setInterval(() => {}, 1000);");
  // A server in miniature: it starts the program as ours does, with its end of the pipe, and is killed.
  writeFileSync(parent, "import { spawn } from 'node:child_process'; const [preload, file, out] = process.argv.slice(2); spawn(process.execPath, ['--import', preload, file, out], { stdio: ['pipe', 'ignore', 'inherit'] }); setInterval(() => {}, 1000);");
  const { spawn } = await import('node:child_process');
  const { WITH_ITS_SERVER } = await import('./child');
  const server = spawn(process.execPath, [parent, WITH_ITS_SERVER, join(folder, 'endless.mjs'), join(folder, 'pid')]);
  await expect.poll(() => existsSync(join(folder, 'pid')) && readFileSync(join(folder, 'pid'), 'utf8') !== '').toBe(true);
  const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'));
  const isAlive = () => { try { process.kill(pid, 0); return true; } catch { return false; } };
  expect(isAlive()).toBe(true);
  server.kill('SIGKILL');
  await expect.poll(isAlive).toBe(false);
});

test('a program may have threads of its own', async () => {
  writeFileSync(join(folder, 'threads.mjs'), "import { Worker, isMainThread, parentPort } from 'node:worker_threads'; if (isMainThread) { const worker = new Worker(new URL(import.meta.url)); worker.once('message', () => process.exit(0)); worker.once('exit', () => process.exit(7)); } else setTimeout(() => parentPort.postMessage('done'), 300);");
  const { ended } = startChild({ file: join(folder, 'threads.mjs'), args: [] });
  expect(await ended).toEqual({ kind: 'done' });
});

test('a program that cannot be started has failed', async () => {
  const { ended } = startChild({ file: join(folder, 'nowhere.mjs'), args: [] });
  expect(await ended).toMatchObject({ kind: 'failed', words: expect.stringContaining('nowhere.mjs') });
});
