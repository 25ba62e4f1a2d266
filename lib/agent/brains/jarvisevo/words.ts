import type { Locale } from '@/lib/develop/types';

/** What this brain says itself; everything else is the model's. */
export const WORDS: Readonly<Record<Locale, {
  readonly done: (titles: readonly string[]) => string;
  readonly nothing: string;
  readonly generated: string;
  readonly correction: string;
  readonly cannotGenerate: string;
  readonly judged: (score: number) => string;
}>> = {
  en: {
    done: (titles) => `Done: ${titles.join('; ')}.`,
    nothing: 'The model sees nothing to change.',
    generated: 'An image model carries this out',
    correction: 'Correction',
    cannotGenerate: 'This needs an image model, and none may be used here. It can be done with develop settings only in part.',
    judged: (score) => `The model gives its own result ${score.toFixed(2)} of 5.`,
  },
  zh: {
    done: (titles) => `已完成：${titles.join('；')}。`,
    nothing: '模型认为没有需要改动的地方。',
    generated: '由图像模型完成',
    correction: '修正',
    cannotGenerate: '这需要图像模型，而这里不能使用；用调整参数只能做到一部分。',
    judged: (score) => `模型给自己的结果打 ${score.toFixed(2)} 分（满分 5 分）。`,
  },
};
