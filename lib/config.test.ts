import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { ConfigError, ENVIRONMENT_KEYS, loadConfig } from './config';

const folders: string[] = [];
const folder = () => {
  const path = mkdtempSync(join(tmpdir(), 'evoroom-config-'));
  folders.push(path);
  return path;
};
afterEach(() => folders.splice(0).forEach((path) => rmSync(path, { recursive: true, force: true })));

describe('the environment', () => {
  test('needs nothing: every variable has a default', () => {
    const dataDir = folder();
    const config = loadConfig({ EVOROOM_ROOT: dataDir });
    expect(config).toMatchObject({ dataDir: join(dataDir, 'data'), port: 3000, maxUploadBytes: 200 * 1024 * 1024, maxPixels: 150_000_000, agent: { maxSteps: 12, reflectBelow: 3 } });
  });

  test('names every wrong variable at once, with what was expected and received', () => {
    const load = () => loadConfig({ DATA_DIR: folder(), PORT: 'http', MAX_UPLOAD_MB: '0', PUBLIC_URL: 'photos.example.org' });
    expect(load).toThrow(ConfigError);
    expect(load).toThrow(/PORT: Expected a whole number from 1 to 65535 but received "http"/);
    expect(load).toThrow(/MAX_UPLOAD_MB: Expected a whole number from 1 to 4096 but received "0"/);
    expect(load).toThrow(/PUBLIC_URL: Expected a URL/);
  });

  test('never repeats a secret in an error', () => {
    expect(() => loadConfig({ DATA_DIR: folder(), SECRET: 'hunter2' })).toThrow(/SECRET: Expected at least 32 characters$/m);
    expect(() => loadConfig({ DATA_DIR: folder(), OPERATOR_KEY: 'hunter2' })).toThrow(/OPERATOR_KEY: Expected at least 16 characters$/m);
  });

  test('takes an empty variable for an absent one', () => {
    expect(loadConfig({ DATA_DIR: folder(), PORT: '', SECRET: ' ' }).port).toBe(3000);
  });

  test.each([['secret', 'secret', 64], ['operatorKey', 'operator-key', 32]] as const)('makes its %s once, readable by its owner only, and keeps it', (name, file, length) => {
    const DATA_DIR = folder();
    const first = loadConfig({ DATA_DIR })[name];
    expect(first.length).toBeGreaterThanOrEqual(length);
    expect(loadConfig({ DATA_DIR })[name]).toBe(first);
    expect(statSync(join(DATA_DIR, file)).mode & 0o777).toBe(0o600);
    expect(loadConfig({ DATA_DIR: folder() })[name]).not.toBe(first);
  });

  test('says which folder cannot be written', () => {
    const file = join(folder(), 'file');
    writeFileSync(file, '');
    expect(() => loadConfig({ DATA_DIR: join(file, 'data') })).toThrow(/secret in .*file.* cannot be read|data folder .*file.* cannot be written/);
  });

  test('is documented whole in .env.example, with the defaults that hold', () => {
    const example = readFileSync('.env.example', 'utf8');
    const documented = Object.fromEntries([...example.matchAll(/^([A-Z_]+)=(.*)$/gm)].map((match) => [match[1], match[2]]));
    expect(Object.keys(documented).toSorted()).toEqual([...ENVIRONMENT_KEYS].toSorted());
    const root = folder();
    const { secret: _, ...plain } = loadConfig({ EVOROOM_ROOT: root });
    const { secret: __, ...explicit } = loadConfig({ ...documented, EVOROOM_ROOT: root });
    expect(explicit).toEqual(plain);
  });
});
