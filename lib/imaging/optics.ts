import type { Assets, Survey } from '@/lib/develop/assets';
import { needsLens, needsSurvey, uprightName } from '@/lib/develop/engine';
import type { DevelopSettings, Localised, Pixels } from '@/lib/develop/types';
import { Kept } from './kept';
import { LensProfiles, type NoProfile } from './lens';
import type { PhotoInfo } from './types';

/** What settings ask for and the photo or this machine does not have: it renders as if the tool were off. */
export type MissingOptics = NoProfile | 'no-lines' | 'too-few-guides';

export const MISSING_OPTICS: Readonly<Record<MissingOptics, Localised>> = {
  'no-camera-data': { en: 'The photo does not say which camera and lens took it, so no lens profile can be found.', zh: '照片没有记录相机和镜头信息，无法找到镜头配置文件。' },
  'no-database': { en: 'There is no lens database on this machine. Install lensfun’s data (Debian: liblensfun-data-v1) or set LENSFUN_DB.', zh: '本机没有镜头数据库。请安装 lensfun 数据（Debian：liblensfun-data-v1）或设置 LENSFUN_DB。' },
  'unknown-lens': { en: 'The lens of this photo is not in the lens database.', zh: '镜头数据库中没有这张照片所用的镜头。' },
  'no-lines': { en: 'The photo has no clear straight lines to go by; Upright changes nothing.', zh: '照片中没有足够清晰的直线，Upright 未作任何校正。' },
  'too-few-guides': { en: 'Guided Upright needs two or more guides.', zh: '引导式 Upright 需要至少两条参考线。' },
};

export type Optics = { readonly assets: Pick<Assets, 'lens' | 'survey'>; readonly missing: readonly MissingOptics[] };

type Photo = { readonly id: string; readonly info: PhotoInfo };
type Measure = (pixels: Pixels, focal: number | undefined) => Promise<Survey>;

const SURVEY_BUDGET = 4 * 1024 * 1024;
const SURVEY_BYTES = 1024;

/** Finds the lens of photos in a database, and surveys their edges, once each and only when settings ask for it. */
export class OpticsFinder {
  readonly #profiles: LensProfiles;
  readonly #measure: Measure;
  readonly #surveys = new Kept<Survey>(SURVEY_BUDGET, () => SURVEY_BYTES);

  /** `folder` of a lens database; absent: where packages put it. */
  constructor(measure: Measure, folder?: string) {
    this.#measure = measure;
    this.#profiles = new LensProfiles(folder);
  }

  /** Names the database that renders depend on. */
  version(): Promise<string> {
    return this.#profiles.version();
  }

  /** `small`: the photo as it is analysed; the signal says when nobody waits for it any more. */
  async find({ id, info }: Photo, settings: DevelopSettings, small: (working: AbortSignal) => Promise<Pixels>, signal?: AbortSignal): Promise<Optics> {
    const [profile, survey] = await Promise.all([
      needsLens(settings) ? this.#profiles.find(info) : undefined,
      needsSurvey(settings) ? this.#survey(id, info, small, signal) : undefined,
    ]);
    const missing: MissingOptics[] = [];
    if (profile && 'missing' in profile && settings['LensProfileEnable'] === true) missing.push(profile.missing);
    const upright = uprightName(settings);
    if (upright === 'guided') missing.push('too-few-guides');
    else if (upright && survey && !survey.upright[upright]) missing.push('no-lines');
    return { assets: { ...(profile && 'lens' in profile && { lens: profile.lens }), ...(survey && { survey }) }, missing };
  }

  forget(id: string): void {
    this.#surveys.delete(id);
  }

  #survey(id: string, { camera }: PhotoInfo, small: (working: AbortSignal) => Promise<Pixels>, signal?: AbortSignal): Promise<Survey> {
    return this.#surveys.of(id, async (working) => this.#measure(await small(working), camera?.focal35 === undefined ? undefined : camera.focal35 / 36), signal);
  }
}
