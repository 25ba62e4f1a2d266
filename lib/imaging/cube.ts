import { readFile } from 'node:fs/promises';
import { writeCube } from '@/lib/develop/codecs';
import { loadEngine, type Engine } from '@/lib/develop/engine';
import type { DevelopSettings, SettingsIssue } from '@/lib/develop/types';
import { engineWasmPath } from './paths';

let engine: Promise<Engine> | undefined;

/** The colour part of settings as a .cube file. A table has some thirty thousand colours, so that it is made here and now, without the pool. */
export async function cubeOf(settings: DevelopSettings, title: string): Promise<{ readonly text: string; readonly issues: readonly SettingsIssue[] }> {
  engine ??= readFile(engineWasmPath()).then((bytes) => loadEngine(bytes));
  return writeCube(await engine, settings, { title });
}
