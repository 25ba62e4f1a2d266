import type { Locale } from '@/lib/develop/types';
import type { Alignment } from '../types';

type Words = {
  readonly nowhere: string;
  readonly elsewhere: string;
  readonly unchanged: string;
  /** What came of an order; `isBaked`: the white balance of a RAW photo is in the pixels now. */
  readonly note: (model: string, share: number, alignment: Alignment, isBaked: boolean) => string;
};

const percent = (share: number): string => (100 * share >= 10 ? (100 * share).toFixed(0) : (100 * share).toFixed(1));
/** Noticed by nobody. */
const still = ({ scale, x, y }: Alignment): boolean => Math.max(Math.abs(x), Math.abs(y), Math.abs(scale.x - 1), Math.abs(scale.y - 1)) < 0.004;

export const WORDS: Readonly<Record<Locale, Words>> = {
  en: {
    nowhere: 'The marked area covers nothing of the photo. Mark it anew.',
    elsewhere: 'The model returned another picture, in which the photo round the marked area cannot be found. Nothing was changed; try again, or word it differently.',
    unchanged: 'The model returned the photo as it was. Say more exactly what should change, or mark the place.',
    note: (model, share, alignment, isBaked) => [
      share > 0.995 ? `${model} painted the whole picture anew, at its own resolution.` : `${model} painted ${percent(share)} % of the picture; every other pixel is the photo’s own.`,
      ...(!alignment.found ? ['Its picture could not be laid over the photo exactly and is used as it came.'] : still(alignment) ? [] : ['It had moved the photo, which was laid back in place.']),
      ...(isBaked ? ['The white balance of the RAW photo is in the pixels now.'] : []),
    ].join(' '),
  },
  zh: {
    nowhere: '标出的区域没有覆盖到照片。请重新标出。',
    elsewhere: '模型返回了另一张图，其中找不到标出区域周围的画面。照片没有改动；请重试或换个说法。',
    unchanged: '模型原样返回了照片。请更具体地说明要改什么，或标出位置。',
    note: (model, share, alignment, isBaked) => [
      share > 0.995 ? `${model} 以自身的分辨率重新画了整张图。` : `${model} 画了画面的 ${percent(share)} %，其余像素都是照片原有的。`,
      ...(!alignment.found ? ['它的画面无法与照片精确对齐，按原样使用。'] : still(alignment) ? [] : ['它移动了画面，已放回原位。']),
      ...(isBaked ? ['RAW 照片的白平衡现已写入像素。'] : []),
    ].join(''),
  },
};
