import type { Locale } from '@/lib/develop/types';
import type { Change } from './evidence';
import type { Broken, Evidence, Score } from './types';

/** The language of a text: Chinese as soon as it holds a Han character, English if it holds letters, else what the page uses. */
export function languageOf(text: string, locale: Locale): Locale {
  if (/\p{Script=Han}/u.test(text)) return 'zh';
  return /[a-z]/i.test(text) ? 'en' : locale;
}

/** What the loop itself says; the brain has its own words. */
type Sentences = {
  readonly noChange: string;
  readonly sameAgain: string;
  readonly invalid: (names: string) => string;
  readonly clamped: (names: string) => string;
  readonly gaveUp: string;
  readonly limit: (steps: number) => string;
  readonly tokenLimit: (limit: number, used: number) => string;
  readonly moneyLimit: (dollars: number) => string;
  readonly timeLimit: (seconds: number) => string;
  readonly stopped: (steps: number) => string;
  readonly nothingDone: string;
  readonly endedWithoutCall: string;
  readonly askedAlready: (question: string) => string;
  readonly referenceFailed: (name: string, reason: string) => string;
  readonly kept: (better: Score, worse: Score, attempt: 'old' | 'new') => string;
  readonly preferred: (attempt: 'old' | 'new') => string;
  readonly keptForLimits: (attempt: 'old' | 'new') => string;
  readonly called: Readonly<Record<'earlier' | 'later', string>>;
  readonly undecided: string;
  readonly even: string;
  readonly scoredInstead: (reason: string) => string;
  readonly comparisonFailed: (reason: string) => string;
  readonly broken: Readonly<Record<Broken['kind'], (measured: number) => string>>;
  readonly renderFailed: (reason: string) => string;
  readonly brainFailed: (reason: string) => string;
  readonly change: (parts: readonly string[]) => string;
  readonly median: (from: string, to: string) => string;
  readonly brightest: (from: string, to: string) => string;
  readonly warmth: (from: string, to: string) => string;
  readonly chroma: (from: string, to: string) => string;
  readonly contrast: (from: string, to: string) => string;
  readonly clipping: (share: string) => string;
  readonly unchanged: string;
  readonly size: (width: number, height: number) => string;
  readonly generation: {
    readonly ask: (prompt: string, isPart: boolean) => string;
    /** Yes, then no. */
    readonly answers: readonly [string, string];
    readonly declined: string;
    readonly done: string;
    readonly forbidden: string;
    readonly noModel: string;
    readonly badPrompt: (longest: number) => string;
    readonly failed: (reason: string) => string;
  };
};

const points = (score: Score): string => score.overall.toFixed(2);

export const SENTENCES: Readonly<Record<Locale, Sentences>> = {
  en: {
    noChange: 'That step would change nothing, so I look again.',
    sameAgain: 'That is a step I already took, so I look for another.',
    invalid: (names) => `That step could not be read (${names}), so I look again.`,
    clamped: (names) => `kept within range: ${names}`,
    gaveUp: 'Three steps in a row led nowhere, so I stop here.',
    limit: (steps) => `The limit of ${steps} steps is reached, so I stop here.`,
    tokenLimit: (limit, used) => `The limit of ${limit} tokens for this run is reached (${used} used), so I stop here; what is done is kept.`,
    moneyLimit: (dollars) => `The limit of $${dollars} for this run is reached, so I stop here; what is done is kept.`,
    timeLimit: (seconds) => `The limit of ${seconds} seconds for this run is reached, so I stop here; what is done is kept.`,
    stopped: (steps) => (steps === 0 ? 'Stopped before the first step; nothing was changed.' : `Stopped after ${steps === 1 ? 'one step' : `${steps} steps`}; what is done is kept.`),
    nothingDone: 'Nothing was changed.',
    endedWithoutCall: 'No step was decided, so I look again.',
    askedAlready: (question) => `I asked once already, so this I decide by what the photo shows instead of asking: “${question}”`,
    referenceFailed: (name, reason) => `The reference “${name}” could not be looked at: ${reason} Send it again, or go on without it.`,
    kept: (better, worse, attempt) => (attempt === 'new' ? `The correction scores ${points(better)} against ${points(worse)}, so it is kept.` : `The correction scores ${points(worse)}, no better than ${points(better)} before it, so the earlier result is kept.`),
    preferred: (attempt) => (attempt === 'new' ? 'Seen side by side in both orders, the correction is the better picture, so it is kept.' : 'Seen side by side in both orders, the earlier result is the better picture, so the correction is taken back.'),
    keptForLimits: (attempt) => (attempt === 'new' ? 'The correction breaks fewer limits than the earlier result, so it is kept.' : 'The correction breaks more limits than the earlier result, so it is taken back.'),
    called: { earlier: 'the earlier result', later: 'the correction' },
    undecided: 'Side by side the verdict depends on the order, so the scores decide.',
    even: 'Side by side neither is better, so the scores decide.',
    scoredInstead: (reason) => `The judge could not score this result (${reason}); Evoroom’s own evaluator has scored it instead.`,
    comparisonFailed: (reason) => `The two results could not be compared side by side (${reason}); the scores decide.`,
    broken: {
      highlights: (measured) => `${(100 * measured).toFixed(1)} % of the frame is newly burnt out.`,
      shadows: (measured) => `${(100 * measured).toFixed(1)} % of the frame is newly pure black.`,
      'skin-hue': (measured) => `Skin tones turned by ${measured.toFixed(0)}° of hue.`,
      'skin-chroma': (measured) => `The colour strength of skin changed by a factor of ${measured.toFixed(2)}.`,
    },
    renderFailed: (reason) => `The picture could not be rendered: ${reason} Your earlier steps are kept. Try again; if it fails again, go back one step or open the photo anew.`,
    brainFailed: (reason) => `The assistant could not go on: ${reason} What is done is kept. Try again, or choose another brain in the settings.`,
    change: (parts) => `${parts.join(', ')}.`,
    median: (from, to) => `median brightness ${from} → ${to} %`,
    brightest: (from, to) => `brightest tones ${from} → ${to} %`,
    warmth: (from, to) => `warmth ${from} → ${to}`,
    chroma: (from, to) => `colour strength ${from} → ${to}`,
    contrast: (from, to) => `tonal spread ${from} → ${to}`,
    clipping: (share) => `${share} % of pixels newly clipped`,
    unchanged: 'The overall numbers stay as they were.',
    size: (width, height) => `the frame is now ${width} × ${height}`,
    generation: {
      ask: (prompt, isPart) => `This needs an image model: it would paint new pixels${isPart ? ' in the marked area' : ''} rather than develop the ones that are there, and the photo is sent to it. May I have it do this: “${prompt}”?`,
      answers: ['Yes, generate', 'No, leave it'],
      declined: 'All right. Nothing was generated; the photo is as it was.',
      done: 'Done by the image model. Your develop settings stay on top, and undo brings the photo back.',
      forbidden: 'Image models are switched off for this photo, so nothing is generated; only develop tools may be used.',
      noModel: 'No image model is connected, so nothing can be generated; only develop tools may be used.',
      badPrompt: (longest) => `Expected an order of 1 to ${longest} characters for the image model.`,
      failed: (reason) => `The image model did not do it: ${reason}`,
    },
  },
  zh: {
    noChange: '这一步不会带来变化，我再看看。',
    sameAgain: '这一步已经做过了，我换一个办法。',
    invalid: (names) => `这一步的参数无法识别（${names}），我再看看。`,
    clamped: (names) => `已限制在范围内：${names}`,
    gaveUp: '连续三步都没有进展，先停在这里。',
    limit: (steps) => `已到 ${steps} 步上限，先停在这里。`,
    tokenLimit: (limit, used) => `本次运行的 ${limit} 个 token 已用完（已用 ${used}），先停在这里，完成的部分都已保留。`,
    moneyLimit: (dollars) => `本次运行的费用上限 ${dollars} 美元已到，先停在这里，完成的部分都已保留。`,
    timeLimit: (seconds) => `本次运行的时间上限 ${seconds} 秒已到，先停在这里，完成的部分都已保留。`,
    stopped: (steps) => (steps === 0 ? '在第一步之前停下，照片没有改动。' : `已停止，保留完成的 ${steps} 步。`),
    nothingDone: '照片没有改动。',
    endedWithoutCall: '没有决定下一步，我再看看。',
    askedAlready: (question) => `刚才已经问过一次，这一点就由我根据照片来定：“${question}”`,
    referenceFailed: (name, reason) => `无法查看参考图“${name}”：${reason}请重新发送，或不用它继续。`,
    kept: (better, worse, attempt) => (attempt === 'new' ? `修正后 ${points(better)} 分，高于之前的 ${points(worse)} 分，保留修正。` : `修正后 ${points(worse)} 分，不如之前的 ${points(better)} 分，保留原来的结果。`),
    preferred: (attempt) => (attempt === 'new' ? '两种顺序并排比较，修正后的画面更好，保留修正。' : '两种顺序并排比较，原来的画面更好，撤回修正。'),
    keptForLimits: (attempt) => (attempt === 'new' ? '修正后超限比之前少，保留修正。' : '修正后超限比之前多，撤回修正。'),
    called: { earlier: '之前的结果', later: '修正后的结果' },
    undecided: '并排比较的结论随顺序而变，改由评分决定。',
    even: '并排比较不分高下，改由评分决定。',
    scoredInstead: (reason) => `评审模型没能评分（${reason}），改由 Evoroom 自带的评估器评分。`,
    comparisonFailed: (reason) => `两个结果没能并排比较（${reason}），改由评分决定。`,
    broken: {
      highlights: (measured) => `新增 ${(100 * measured).toFixed(1)} % 的画面过曝。`,
      shadows: (measured) => `新增 ${(100 * measured).toFixed(1)} % 的画面死黑。`,
      'skin-hue': (measured) => `肤色色相偏移了 ${measured.toFixed(0)}°。`,
      'skin-chroma': (measured) => `肤色浓度变为原来的 ${measured.toFixed(2)} 倍（或其倒数）。`,
    },
    renderFailed: (reason) => `照片渲染失败：${reason} 之前的步骤都已保留。请重试；若仍失败，退回一步或重新打开照片。`,
    brainFailed: (reason) => `助手无法继续：${reason} 已完成的部分都已保留。请重试，或在设置里换一个大脑。`,
    change: (parts) => `${parts.join('，')}。`,
    median: (from, to) => `中位亮度 ${from} → ${to} %`,
    brightest: (from, to) => `最亮处 ${from} → ${to} %`,
    warmth: (from, to) => `冷暖 ${from} → ${to}`,
    chroma: (from, to) => `色彩浓度 ${from} → ${to}`,
    contrast: (from, to) => `明暗跨度 ${from} → ${to}`,
    clipping: (share) => `新增溢出 ${share} %`,
    unchanged: '整体数值没有明显变化。',
    size: (width, height) => `画面现为 ${width} × ${height}`,
    generation: {
      ask: (prompt, isPart) => `这需要图像模型：它会${isPart ? '在标出的区域' : ''}画出新的像素，而不是调整已有的像素，照片也会发送给它。可以让它这样做吗：“${prompt}”？`,
      answers: ['可以，生成', '不用了'],
      declined: '好的，没有生成任何内容，照片保持原样。',
      done: '图像模型已完成。你的调整仍在其上，撤销即可回到原照片。',
      forbidden: '这张照片已关闭图像模型，因此不会生成；只能使用调整工具。',
      noModel: '没有连接图像模型，无法生成；只能使用调整工具。',
      badPrompt: (longest) => `给图像模型的指令应为 1 到 ${longest} 个字符。`,
      failed: (reason) => `图像模型没有完成：${reason}`,
    },
  },
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** One line on what an observation shows: the measured numbers that moved most tellingly, at most two, and what newly clipped. */
export function noteOn(before: Evidence, after: Evidence, change: Change, clamped: readonly string[], locale: Locale): string {
  const say = SENTENCES[locale];
  const whole = (value: number): string => value.toFixed(0);
  const tenth = (value: number): string => value.toFixed(1).replace('-', '−');
  const parts = [
    ...(before.size.width !== after.size.width || before.size.height !== after.size.height ? [say.size(after.size.width, after.size.height)] : []),
    ...(Math.abs(change.luma.median) >= 1 ? [say.median(whole(before.luma.median), whole(after.luma.median))] : []),
    ...(Math.abs(change.luma.p99) >= 1.5 ? [say.brightest(whole(before.luma.p99), whole(after.luma.p99))] : []),
    ...(Math.abs(change.luma.std) >= 0.8 ? [say.contrast(tenth(before.luma.std), tenth(after.luma.std))] : []),
    ...(Math.abs(change.colour.cast.b) >= 0.4 ? [say.warmth(tenth(before.colour.cast.b), tenth(after.colour.cast.b))] : []),
    ...(Math.abs(change.colour.meanChroma) >= 0.4 ? [say.chroma(tenth(before.colour.meanChroma), tenth(after.colour.meanChroma))] : []),
  ].slice(0, 2);
  const newlyClipped = Math.max(0, change.clipping.highlights) + Math.max(0, change.clipping.shadows);
  if (newlyClipped >= 0.005) parts.push(say.clipping(tenth(100 * newlyClipped)));
  if (clamped.length > 0) parts.push(say.clamped(clamped.join(', ')));
  return parts.length === 0 ? say.unchanged : capital(say.change(parts));
}
