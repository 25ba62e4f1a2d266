import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PhotoInfo } from '../types';
import { type LensDatabase, openLensDatabase, readLensfun } from './database';
import { LensProfiles } from './index';
import { cameraFor, lensFor, type Shot } from './match';
import { lensModel } from './model';

const XML = `<?xml version="1.0"?>
<lensdatabase version="1">
  <mount><name>Acme Z</name><compat>Generic</compat></mount>
  <camera><maker>Acme Corporation</maker><maker lang="en">Acme</maker><model>ACME Z 7</model><model lang="en">Z7</model><mount>Acme Z</mount><cropfactor>1.0</cropfactor></camera>
  <camera><maker>Acme</maker><model>Z 50</model><mount>Acme Z</mount><cropfactor>1.5</cropfactor></camera>
  <camera><maker>Acme</maker><model>Pocket 3</model><mount>acmePocket3</mount><cropfactor>4.8</cropfactor></camera>
  <lens><maker>Acme</maker><model>Zoomar 24-70mm f/2.8 S</model><mount>Acme Z</mount><cropfactor>1</cropfactor>
    <calibration>
      <distortion model="ptlens" focal="24" a="0.01" b="-0.04" c="0.02"/>
      <distortion model="ptlens" focal="70" a="0.00" b="0.02" c="0"/>
      <tca model="poly3" focal="24" br="0.0001" vr="1.0002" bb="-0.0001" cb="0.00005" vb="0.9998"/>
      <tca model="linear" focal="70" kr="1.0004" kb="0.9999"/>
      <vignetting model="pa" focal="24" aperture="2.8" distance="10" k1="-1" k2="0.5" k3="-0.1"/>
      <vignetting model="pa" focal="24" aperture="2.8" distance="1000" k1="-0.8" k2="0.4" k3="-0.1"/>
      <vignetting model="pa" focal="24" aperture="5.6" distance="1000" k1="-0.4" k2="0.2" k3="0"/>
      <vignetting model="pa" focal="70" aperture="2.8" distance="1000" k1="-0.2" k2="0" k3="0"/>
    </calibration></lens>
  <lens><maker>Acme</maker><model>Zoomar 24-70mm f/4 S</model><mount>Acme Z</mount><cropfactor>1</cropfactor><calibration><distortion model="poly3" focal="24" k1="-0.02"/></calibration></lens>
  <lens><maker>Other</maker><model>Zoomar 24-70mm f/2.8 S</model><mount>Else</mount><cropfactor>1</cropfactor><calibration><distortion model="poly3" focal="24" k1="-0.5"/></calibration></lens>
  <lens><maker>Acme</maker><model>Small 35mm f/2</model><mount>Generic</mount><cropfactor>1.5</cropfactor><aspect-ratio>4:3</aspect-ratio><calibration><distortion model="poly5" focal="35" k1="0.01" k2="-0.002"/></calibration></lens>
  <lens><maker>Acme</maker><model>Pocket 3 &amp; compatibles</model><mount>acmePocket3</mount><cropfactor>4.8</cropfactor><calibration><distortion model="poly3" focal="5" k1="-0.03"/></calibration></lens>
</lensdatabase>`;

const read = (text: string): LensDatabase => {
  const parts = { cameras: [], lenses: [], mounts: new Map() };
  readLensfun(text, parts);
  return { folder: '', ...parts };
};
const database = read(XML);
const shot = (lens: string | undefined, focal: number, aperture = 2.8, model = 'Z 7'): Shot => ({ make: 'ACME CORPORATION', model, focal, aperture, ...(lens !== undefined && { lens }) });

describe('finding a lens', () => {
  it('knows a camera by the name that it writes, with or without its maker', () => {
    expect(cameraFor({ make: 'ACME CORPORATION', model: 'ACME Z 7', focal: 1 }, database)?.crop).toBe(1);
    expect(cameraFor({ make: 'Acme', model: 'Z 50', focal: 1 }, database)?.crop).toBe(1.5);
    expect(cameraFor({ make: 'Acme', model: 'Z 8', focal: 1 }, database)).toBeUndefined();
    expect(cameraFor({ make: 'Emca', model: 'Z 50', focal: 1 }, database)).toBeUndefined();
  });
  it.each([
    ['Acme Zoomar 24-70mm f/2.8 S', 'Zoomar 24-70mm f/2.8 S'], ['ZOOMAR 24-70mm F2.8 S', 'Zoomar 24-70mm f/2.8 S'], ['Zoomar 24.0-70.0 mm 1:2.8', 'Zoomar 24-70mm f/2.8 S'],
    ['Zoomar 24-70mm f/4 S', 'Zoomar 24-70mm f/4 S'], ['Zoomar 24-105mm f/4 S', undefined], ['Zoomar 24-70mm f/2.8 S', 'Zoomar 24-70mm f/2.8 S'], ['50mm', undefined],
  ])('%s is %s', (written, found) => expect(lensFor(shot(written, 24), database)?.lens.model).toBe(found));
  it('takes only lenses that fit the mount and were measured on as large a sensor', () => {
    expect(lensFor(shot('Zoomar 24-70mm f/2.8 S', 24), database)?.lens.maker).toBe('Acme');
    expect(lensFor(shot('Small 35mm f/2', 35), database)).toBeUndefined();
    expect(lensFor(shot('Small 35mm f/2', 35, 2.8, 'Z 50'), database)?.lens.model).toBe('Small 35mm f/2');
  });
  it('knows the lens that is built in', () => {
    expect(lensFor(shot(undefined, 5, 2.8, 'Pocket 3'), database)?.lens.model).toBe('Pocket 3 & compatibles');
    expect(lensFor(shot(undefined, 24), database)).toBeUndefined();
  });
});

describe('the model of a lens', () => {
  const zoom = (focal: number, aperture: number) => {
    const match = lensFor(shot('Zoomar 24-70mm f/2.8 S', focal), database);
    expect(match).toBeDefined();
    return match && lensModel(match, shot(undefined, focal, aperture));
  };
  it('is mixed between measured focal lengths, and held beyond them', () => {
    expect(zoom(24, 2.8)?.distortion).toEqual({ kind: 'ptlens', a: 0.01, b: -0.04, c: 0.02 });
    const middle = zoom(47, 2.8)?.distortion;
    expect(middle?.kind === 'ptlens' && middle.b).toBeCloseTo(-0.01, 9);
    expect(zoom(10, 2.8)?.distortion).toEqual(zoom(24, 2.8)?.distortion);
    expect(zoom(47, 2.8)?.fringes?.red.v).toBeCloseTo(1.0003, 9);
  });
  it('vignetting is mixed by stops of aperture too, at the farthest distance', () => {
    expect(zoom(24, 2.8)?.vignetting).toEqual([-0.8, 0.4, -0.1]);
    expect(zoom(24, 4)?.vignetting?.[0]).toBeCloseTo(-0.594, 3);
    expect(zoom(24, 16)?.vignetting?.[0]).toBe(-0.4);
    expect(zoom(47, 2.8)?.vignetting?.[0]).toBeCloseTo(-0.5, 9);
  });
  it('measures radii on the camera’s sensor', () => {
    expect(zoom(24, 2.8)?.unit).toBeCloseTo(Math.hypot(1.5, 1), 9);
    const match = lensFor(shot('Zoomar 24-70mm f/2.8 S', 24, 2.8, 'Z 50'), database);
    const model = match && lensModel(match, shot(undefined, 24));
    expect(model?.unit).toBeCloseTo(Math.hypot(1.5, 1) / 1.5, 9);
    expect(model?.vignettingUnit).toBeCloseTo(1 / 1.5, 9);
  });
});

describe('a database on disk', () => {
  let folder = '';
  const warnings: string[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lensfun-'));
    await mkdir(join(folder, 'version_1'));
    await writeFile(join(folder, 'version_1', 'acme.xml'), XML);
    await writeFile(join(folder, 'version_1', 'bomb.xml'), '<!DOCTYPE lensdatabase [<!ENTITY a "aaaa">]><lensdatabase>&a;</lensdatabase>');
    await writeFile(join(folder, 'version_1', 'broken.xml'), '<lensdatabase><lens>');
  });
  afterAll(() => rm(folder, { recursive: true }));
  const info = (camera: PhotoInfo['camera']): PhotoInfo => ({ format: 'jpeg', width: 300, height: 200, orientation: 1, space: 'srgb', depth: 8, hasAlpha: false, bytes: 1, notices: [], camera });
  it('is read as far as it can be, and says what is left out', async () => {
    const found = await openLensDatabase(folder, (message) => warnings.push(message));
    expect(found?.lenses.length).toBe(5);
    expect(warnings.map((text) => /(bomb|broken)\.xml/.exec(text)?.[0])).toEqual(['bomb.xml', 'broken.xml']);
  });
  it('gives photos their profile, or says why there is none', async () => {
    const profiles = new LensProfiles(folder);
    const camera = { make: 'Acme', model: 'Z 7', lens: 'Zoomar 24-70mm f/2.8 S', focal: '35 mm', aperture: 'f/4' };
    expect(await profiles.find(info(camera))).toMatchObject({ lens: { name: 'Zoomar 24-70mm f/2.8 S' } });
    expect(await profiles.find(info({ ...camera, lens: 'Mystery 35mm f/2' }))).toEqual({ missing: 'unknown-lens' });
    expect(await profiles.find(info(undefined))).toEqual({ missing: 'no-camera-data' });
    expect(await new LensProfiles(join(folder, 'nowhere')).find(info(camera))).toEqual({ missing: 'no-database' });
    expect(await profiles.version()).not.toBe(await new LensProfiles(join(folder, 'nowhere')).version());
  });
});

const REAL = [process.env['LENSFUN_DB'], '/usr/share/lensfun'].find((place): place is string => place !== undefined && existsSync(place));

describe.skipIf(REAL === undefined)('the real database (skipped where lensfun’s data is not installed)', () => {
  it.each([
    ['Canon', 'Canon EOS 6D', 'EF85mm f/1.8 USM', 85, 'Canon EF 85mm f/1.8 USM'],
    ['NIKON CORPORATION', 'NIKON D750', 'AF-S Nikkor 24-70mm f/2.8G ED', 35, 'Nikon AF-S Zoom-Nikkor 24-70mm f/2.8G ED'],
    ['SONY', 'ILCE-7M3', 'FE 24-70mm F2.8 GM', 50, 'FE 24-70mm f/2.8 GM'],
    ['FUJIFILM', 'X-T3', 'XF16-55mmF2.8 R LM WR', 20, 'XF16-55mmF2.8 R LM WR'],
  ])('%s %s with %s', async (make, model, lens, focal, name) => {
    const found = await openLensDatabase(REAL);
    expect(found).toBeDefined();
    const match = found && lensFor({ make, model, lens, focal, aperture: 4 }, found);
    expect(match?.lens.model).toBe(name);
    expect(match && lensModel(match, { focal, aperture: 4 }).distortion).toBeDefined();
  });
});
