import { showValue } from '@/lib/develop/settings';
import { toolOf } from '@/lib/develop/tools';
import type { Locale } from '@/lib/develop/types';
import type { Aim } from '../aims';
import { attributeName, regionName } from '../language';
import type { Fault, FaultKind } from './aesthetics';
import type { Met } from './instruction';

/** One decimal where it tells something, with a real minus sign. */
const one = (value: number): string => (Math.abs(value) >= 30 ? value.toFixed(0) : value.toFixed(1)).replace(/\.0$/, '').replace(/^-0$/, '0').replace('-', '−');
const whole = (value: number): string => value.toFixed(0);
const percent = (share: number): string => (share * 100).toFixed(1);

const FAULTS: Readonly<Record<Locale, Readonly<Record<FaultKind, (value: number) => string>>>> = {
  en: {
    dark: (v) => `The picture is dark: its average brightness is ${whole(v)} %.`,
    bright: (v) => `The picture is very bright: its average brightness is ${whole(v)} %.`,
    'clipped-highlights': (v) => `${percent(v)} % of the frame is burnt out.`,
    'clipped-shadows': (v) => `${percent(v)} % of the frame is pure black.`,
    flat: (v) => `The tones lie close together (spread ${one(v)}).`,
    harsh: (v) => `The contrast is hard (spread ${one(v)}).`,
    'short-range': (v) => `Only ${whole(v)} % of the range from black to white is used.`,
    cast: (v) => `All tones lean the same way by ${one(v)}: a colour cast.`,
    pale: (v) => `Colours are weak (mean strength ${one(v)}).`,
    garish: (v) => `Colours are loud (mean strength ${one(v)}).`,
    'skin-hue': (v) => `Skin tones sit at hue ${whole(v)}°, away from natural skin.`,
    'skin-strong': (v) => `Skin tones are strongly coloured (${one(v)}).`,
    hazy: (v) => `A veil lies over the darker tones (dark channel ${whole(v)} %).`,
    noisy: (v) => `Noise or very fine grain is strong (${one(v)}).`,
  },
  zh: {
    dark: (v) => `画面偏暗，平均亮度只有 ${whole(v)} %。`,
    bright: (v) => `画面过亮，平均亮度达到 ${whole(v)} %。`,
    'clipped-highlights': (v) => `有 ${percent(v)} % 的画面过曝。`,
    'clipped-shadows': (v) => `有 ${percent(v)} % 的画面死黑。`,
    flat: (v) => `影调太集中，层次跨度 ${one(v)}。`,
    harsh: (v) => `反差偏硬，层次跨度 ${one(v)}。`,
    'short-range': (v) => `从黑到白只用了 ${whole(v)} % 的范围。`,
    cast: (v) => `各影调同向偏色 ${one(v)}。`,
    pale: (v) => `颜色偏淡，平均浓度 ${one(v)}。`,
    garish: (v) => `颜色过艳，平均浓度 ${one(v)}。`,
    'skin-hue': (v) => `肤色色相 ${whole(v)}°，偏离自然肤色。`,
    'skin-strong': (v) => `肤色浓度偏高（${one(v)}）。`,
    hazy: (v) => `暗部蒙着一层灰（暗通道 ${whole(v)} %）。`,
    noisy: (v) => `噪点或颗粒较重（${one(v)}）。`,
  },
};

const CLEAN: Readonly<Record<Locale, string>> = { en: 'Exposure, contrast and colour all measure well.', zh: '曝光、反差和色彩的测量值都在合适范围。' };

/** "contrast", "greens: saturation", "highlights: tint". */
export function aimName(aim: Aim, locale: Locale): string {
  const attribute = aim.attribute === 'wash' ? (locale === 'zh' ? '染色' : 'colour tint') : attributeName(aim.attribute, locale);
  return aim.region.kind === 'whole' ? attribute : locale === 'zh' ? `${regionName(aim.region, locale)}的${attribute}` : `${attribute} of the ${regionName(aim.region, locale)}`;
}

const LIMITS: Readonly<Record<string, Readonly<Record<Locale, string>>>> = {
  highlights: { en: 'new burnt-out pixels', zh: '新增过曝' }, shadows: { en: 'new pure black', zh: '新增死黑' },
  'skin-hue': { en: 'skin hue moved', zh: '肤色色相变化' }, 'skin-chroma': { en: 'skin colour strength changed', zh: '肤色浓度变化' },
};

type Say = (name: string, direction: 1 | -1, from: string, now: string, target: string) => string;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** How far a goal got, in words: from where, to where, instead of what. */
const AIM: Readonly<Record<Locale, Readonly<Record<'still' | 'short' | 'met' | 'beyond', Say>>>> = {
  en: {
    still: (name, _, __, now, target) => `${capital(name)} hardly changed: ${now} instead of about ${target}.`,
    short: (name, direction, _, now, target) => `${capital(name)} ${/^(highlights|shadows|whites|blacks)/i.test(name) ? 'are' : 'is'} ${direction > 0 ? 'lower' : 'higher'} than asked: ${now} instead of about ${target}.`,
    met: (name, _, from, now) => `${capital(name)} went from ${from} to ${now}, as asked.`,
    beyond: (name, _, __, now, target) => `${capital(name)} went further than asked: ${now} instead of about ${target}.`,
  },
  zh: {
    still: (name, _, __, now, target) => `${name}几乎没变：现在 ${now}，要的约 ${target}。`,
    short: (name, direction, _, now, target) => `${name}${direction > 0 ? '还不够' : '还偏多'}：现在 ${now}，要的约 ${target}。`,
    met: (name, _, from, now) => `${name}从 ${from} 到了 ${now}，符合要求。`,
    beyond: (name, _, __, now, target) => `${name}走过了：现在 ${now}，要的约 ${target}。`,
  },
};

function partReason({ what }: Met, locale: Locale): string {
  const zh = locale === 'zh';
  switch (what.kind) {
    case 'aim': {
      const { aim, now, share } = what;
      const name = aimName(aim, locale);
      return AIM[locale][share < 0.1 ? 'still' : share < 0.75 ? 'short' : share <= 1.4 ? 'met' : 'beyond'](name, aim.direction, one(aim.from), one(now), one(aim.target));
    }
    case 'set': return zh ? `${toolOf(what.tool)?.label.zh ?? what.tool} 现为 ${showValue(what.tool, what.value, locale)}。` : `${toolOf(what.tool)?.label.en ?? what.tool} is at ${showValue(what.tool, what.value, locale)}.`;
    case 'auto': return zh ? `自动优化使画质评分变化 ${one(what.gain)}。` : `The overall improvement changed picture quality by ${one(what.gain)} points.`;
    case 'geometry': return what.done ? (zh ? '构图已按要求调整。' : 'The frame was changed as asked.') : (zh ? '构图没有变化。' : 'The frame did not change.');
    case 'broken': {
      const name = LIMITS[what.limit]?.[locale] ?? what.limit;
      return zh ? `没有守住：${name}。` : `Not kept as asked: ${name}.`;
    }
    case 'ignored': return zh ? `未能处理：“${what.text}”。` : `Not carried out: “${what.text}”.`;
  }
}

/** Reasons given at most. */
const MOST = 4;

/** What the score rests on, the most important first: what costs the picture most, then the parts of the instruction, worst first. */
export function reasonsFor(faults: readonly Fault[], parts: readonly Met[], locale: Locale): readonly string[] {
  const lost = [
    ...faults.filter(({ cost }) => cost >= 0.12).slice(0, 2).map(({ kind, value, cost }) => ({ cost, text: FAULTS[locale][kind](value) })),
    ...parts.map((part) => ({ cost: (Math.max(0, 4.6 - part.score) * part.weight) / 2, text: partReason(part, locale) })),
  ].sort((a, b) => b.cost - a.cost).slice(0, MOST).map(({ text }) => text);
  return lost.length < MOST && !faults.some(({ cost }) => cost >= 0.12) ? [...lost, CLEAN[locale]] : lost;
}
