import type { Raster } from '@/lib/develop/assets';
import type { Localised, Pixels } from '@/lib/develop/types';
import { FaceFinder, type Face } from './faces';
import { FaceParts, type Patch } from './face-parts';
import type { Part } from './keys';
import { ObjectFinder, PERSON, type Thing } from './objects';
import { type Parse, Parser } from './parser';
import { crops, People, personsOf } from './people';
import type { Person } from './territories';
import { type Box, clamp, type Plane, planeOfRaster, ramp, raster } from './plane';
import { Scene } from './scene';
import { findSky } from './sky';
import { atPoint, findSubject, inBox, type Region } from './subject';
import { confidenceOfPeople, confidenceOfSky } from './confidence';
import { DOUBTFUL } from './types';

/** A mask at the masks' size with how sure it is. */
export type Seen = { readonly mask: Raster; readonly confidence: number; readonly reason?: Localised };

/** The networks, each loaded when first needed and kept as long as the thread lives. */
export class Networks {
  #faces: Promise<FaceFinder> | undefined;
  #things: Promise<ObjectFinder> | undefined;
  readonly parser = new Parser();
  faces = (): Promise<FaceFinder> => (this.#faces ??= FaceFinder.load());
  things = (): Promise<ObjectFinder> => (this.#things ??= ObjectFinder.load());
}

/** The guided filter leaves a thin veil far from the edges; it is cut off. */
const VEIL = [0.06, 0.94] as const;

const NOBODY: Localised = { en: 'No people were found in this photo.', zh: '照片中没有找到人物。' };
const UNSURE_PEOPLE: Localised = { en: 'The people are small, turned away or partly hidden; their outline may be wrong.', zh: '人物较小、背对镜头或被遮挡，轮廓可能有误。' };
const SMALL_FACE: Localised = { en: 'The face is too small or turned too far for this part to be placed well.', zh: '面部过小或侧转过多，难以准确定位该部位。' };
const NO_PART: Localised = { en: 'This part of the person cannot be seen.', zh: '看不到人物的这个部位。' };

/** A photo looked at: each question is answered once and remembered. */
export class Sight {
  readonly scene: Scene;
  readonly #networks: Networks;
  readonly #memory = new Map<string, Promise<unknown>>();

  constructor(pixels: Pixels, networks: Networks) {
    this.scene = new Scene(pixels);
    this.#networks = networks;
  }

  #once<T>(name: string, work: () => Promise<T>): Promise<T> {
    const known = this.#memory.get(name) as Promise<T> | undefined;
    if (known) return known;
    const answer = work();
    this.#memory.set(name, answer);
    // What failed is tried again when it is asked again.
    answer.catch(() => this.#memory.delete(name));
    return answer;
  }

  get #whole(): Box {
    return { x: 0, y: 0, width: this.scene.photo.width, height: this.scene.photo.height };
  }

  faces = (): Promise<readonly Face[]> =>
    this.#once('faces', async () => {
      const finder = await this.#networks.faces();
      return finder.find(this.scene.pyramid, this.scene.photo, lookouts(this.scene.photo.width, this.scene.photo.height));
    });

  things = (): Promise<readonly Thing[]> =>
    this.#once('things', async () => (await this.#networks.things()).find(this.scene.pyramid, this.scene.photo, this.#whole));

  /** Who is there, and the parser at work on them: until it answers, other questions can be looked into. */
  persons = (): Promise<{ readonly persons: readonly Person[]; readonly parses: Promise<readonly Parse[]> }> =>
    this.#once('persons', async () => {
      const { parser } = this.#networks, faces = await this.faces();
      if (faces.length > 0) parser.prepare();
      const persons = personsOf(faces, (await this.things()).filter(({ label }) => label === PERSON), this.#whole);
      const parses = Promise.all(persons.length === 0 ? [] : crops(persons, this.#whole).map((box) => parser.parse(this.scene.pyramid, box)));
      // Told to whoever waits for it, and nobody may yet.
      parses.catch(() => {});
      return { persons, parses };
    });

  /** Undefined when nobody is there. */
  people = (): Promise<People | undefined> =>
    this.#once('people', async () => {
      const { persons, parses } = await this.persons();
      if (persons.length === 0) return undefined;
      const people = new People(this.scene, persons, await parses);
      return people.coverage > 0.0005 ? people : undefined;
    });

  /** `region`: before its edges are refined. */
  sky = (): Promise<Seen & { readonly region: Plane }> =>
    this.#once('sky', async () => {
      const sky = findSky(this.scene);
      if (sky.confidence === 0) return { region: sky.mask, mask: this.scene.refine(sky.mask, ...VEIL), confidence: 0, ...(sky.reason && { reason: sky.reason }) };
      const people = await this.people();
      const faces = await this.faces();
      const largest = Math.max(0, ...faces.map(({ box }) => box.height / this.scene.photo.height));
      const mask = this.scene.refine(sky.mask, ...VEIL), whole = people?.layers.whole.data;
      return { region: sky.mask, mask: whole ? raster(mask, (i) => Math.min(mask.data[i] ?? 0, 255 - (whole[i] ?? 0))) : mask, ...confidenceOfSky(sky, largest, await this.things()) };
    });

  subject = (): Promise<Seen> =>
    this.#once('subject', async () => {
      const people = await this.people();
      const prominence = people ? ramp(people.coverage, 0.002, 0.02) : 0;
      if (people && prominence > 0.3) {
        const { confidence } = this.#trust(people, undefined);
        return { mask: people.layers.whole, confidence: confidence * (0.6 + 0.4 * prominence) };
      }
      const sky = await this.sky();
      const things = (await this.things()).filter(({ label }) => label !== PERSON);
      return this.#finish(findSubject(this.scene, things, sky.confidence >= DOUBTFUL ? sky.region : undefined));
    });

  async object(place: readonly number[]): Promise<Seen> {
    const { width, height } = this.scene.photo;
    const [x0 = 0, y0 = 0, x1, y1] = place;
    if (x1 !== undefined && y1 !== undefined) return this.#finish(inBox(this.scene, { x: x0 * width, y: y0 * height, width: Math.max(1, (x1 - x0) * width), height: Math.max(1, (y1 - y0) * height) }));
    const people = await this.people();
    const { size } = this.scene;
    const at = clamp(Math.floor(y0 * size.height), 0, size.height - 1) * size.width + clamp(Math.floor(x0 * size.width), 0, size.width - 1);
    if (people && (people.layers.whole.data[at] ?? 0) > 127) return this.person(undefined, [x0, y0]);
    const subject = people ? undefined : await this.subject();
    return this.#finish(atPoint(this.scene, [x0 * width, y0 * height], await this.things(), subject && planeOfRaster(subject.mask)));
  }

  /** All people, or the one at a place (fractions of the photo); the whole of them or a part. */
  async person(part: Part | undefined, place: readonly number[]): Promise<Seen> {
    const people = await this.people();
    if (!people) return { mask: this.#nothing, confidence: 0, reason: NOBODY };
    const { width, height } = this.scene.size;
    const [x, y] = place;
    const index = x !== undefined && y !== undefined ? people.at(x * width, y * height) : undefined;
    const all = part ? this.#part(people, part, index) : people.layers.whole;
    const mask = index !== undefined && people.persons.length > 1 ? people.of(all, index) : all;
    if (mask.data.every((v) => v < 77)) return { mask: this.#nothing, confidence: 0, reason: NO_PART };
    return { mask, ...this.#trust(people, part, index) };
  }

  #trust(people: People, part: Part | undefined, index?: number): Omit<Seen, 'mask'> {
    const persons = index === undefined ? people.persons : people.persons.slice(index, index + 1);
    const eye = Math.max(0, ...persons.map(({ face }) => (face ? this.#partsOf(face).eyeWidth : 0)));
    const confidence = confidenceOfPeople({ decision: people.decision, coverage: people.coverage, score: Math.max(...persons.map(({ score }) => score)), eye, part, separate: index !== undefined && people.persons.length > 1 });
    if (confidence >= 0.5) return { confidence };
    return { confidence, reason: part && part !== 'clothes' && part !== 'hair' && part !== 'skin' ? SMALL_FACE : UNSURE_PEOPLE };
  }

  #part(people: People, part: Part, index: number | undefined): Raster {
    const { hair, face, body, clothes } = people.layers;
    switch (part) {
      case 'hair': return hair;
      case 'clothes': return clothes;
      case 'face': return face;
      case 'skin': {
        const not = this.#features(people, index, (parts) => [parts.eyes, parts.lips, parts.brows, parts.teeth]).data;
        return raster(face, (i) => Math.round((Math.min(255, (face.data[i] ?? 0) + (body.data[i] ?? 0)) * (255 - (not[i] ?? 0))) / 255));
      }
      case 'beard': {
        const lower = this.#features(people, index, (parts) => [parts.lowerFace]).data;
        return raster(hair, (i) => Math.round(((hair.data[i] ?? 0) * (lower[i] ?? 0)) / 255));
      }
      case 'eyes': return this.#features(people, index, (parts) => [parts.eyes]);
      case 'eyewhites': return this.#features(people, index, (parts) => [parts.eyewhites]);
      case 'brows': return this.#features(people, index, (parts) => [parts.brows]);
      case 'lips': return this.#features(people, index, (parts) => [parts.lips]);
      case 'teeth': return this.#features(people, index, (parts) => [parts.teeth]);
    }
  }

  #features(people: People, index: number | undefined, of: (parts: FaceParts) => readonly Patch[]): Raster {
    const persons = index === undefined ? people.persons : people.persons.slice(index, index + 1);
    const out = this.#nothing;
    for (const { face } of persons) {
      if (!face) continue;
      for (const { x: left, y: top, width, height, data } of of(this.#partsOf(face))) {
        for (let y = 0, i = 0; y < height; y++) for (let x = 0, at = (top + y) * out.width + left; x < width; x++, i++, at++) {
          const v = data[i] ?? 0;
          if (v > 0) out.data[at] = Math.max(out.data[at] ?? 0, Math.round(v * 255));
        }
      }
    }
    return out;
  }

  #partsOf(face: Face): FaceParts {
    return new FaceParts(face, this.scene.picture, this.scene.scale);
  }

  get #nothing(): Raster {
    const { width, height } = this.scene.size;
    return { width, height, data: new Uint8Array(width * height) };
  }

  #finish({ mask, confidence, reason }: Region): Seen {
    return { mask: this.scene.refine(mask, ...VEIL), confidence, ...(reason && { reason }) };
  }
}

/** Squares in which faces are looked for: the whole, and two halves of the long side for those that are small in it. */
function lookouts(width: number, height: number): readonly Box[] {
  const long = Math.max(width, height), short = Math.min(width, height);
  const whole: Box = { x: (width - long) / 2, y: (height - long) / 2, width: long, height: long };
  const side = short * 0.8, second = width > height ? width - side : height - side;
  const at = (along: number): Box => (width > height ? { x: along, y: 0, width: side, height: side } : { x: 0, y: along, width: side, height: side });
  return [whole, at(0), at(second)];
}
