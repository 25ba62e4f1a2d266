import { type Assets, needsLens, needsSurvey } from '@/lib/develop/engine';
import type { DevelopSettings } from '@/lib/develop/types';
import type { OpticsView, Result } from '@/lib/studio/types';

/** Fetches what the server knows of the photo's lens and edges, when settings first ask for it. */
export class LiveOptics {
  readonly #url: string;
  #found: Promise<Pick<Assets, 'lens' | 'survey'>> | undefined;

  constructor(url: string) {
    this.#url = url;
  }

  /** What cannot be had is left out, and asked for again next time. */
  async assets(settings: DevelopSettings): Promise<Pick<Assets, 'lens' | 'survey'>> {
    if (!needsLens(settings) && !needsSurvey(settings)) return {};
    this.#found ??= this.#fetch().catch(() => {
      this.#found = undefined;
      return {};
    });
    return this.#found;
  }

  async #fetch(): Promise<Pick<Assets, 'lens' | 'survey'>> {
    const answer = (await (await fetch(this.#url)).json()) as Result<OpticsView>;
    if (!answer.ok) throw new Error('Expected the lens of the photo but received an error');
    const { lens, survey } = answer.value;
    return { ...(lens && { lens }), ...(survey && { survey }) };
  }
}
