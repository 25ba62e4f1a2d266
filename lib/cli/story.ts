import type { RunEvent, Score, Usage } from '@/lib/agent/types';
import { describeChange } from '@/lib/develop/settings';
import type { Locale } from '@/lib/develop/types';

const WORDS = {
  en: { plan: 'Plan', notUnderstood: 'Not understood', score: 'Score', aesthetics: 'aesthetics', instruction: 'instruction', preservation: 'preservation', reflection: 'Reflection' },
  zh: { plan: '计划', notUnderstood: '未理解', score: '评分', aesthetics: '美感', instruction: '指令', preservation: '内容保留', reflection: '反思' },
} as const;

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

export const scoreLine = ({ overall, aesthetics, instruction, preservation }: Score, locale: Locale): string => {
  const words = WORDS[locale];
  const kept = preservation === undefined ? '' : `, ${words.preservation} ${preservation.toFixed(2)}`;
  return `${words.score} ${overall.toFixed(2)} (${words.aesthetics} ${aesthetics.toFixed(2)}, ${words.instruction} ${instruction.toFixed(2)}${kept})`;
};

/** What models used, and what it cost where that is known. */
export function usageLine({ requests, input, cached, output, images, dollars, estimated }: Usage, locale: Locale): string {
  const count = (number: number): string => number.toLocaleString(locale === 'zh' ? 'zh-CN' : 'en-US');
  const cost = dollars === undefined ? '' : `, $${dollars.toFixed(dollars < 0.1 ? 4 : 2)}`;
  const about = estimated ? '≈ ' : '';
  return locale === 'zh'
    ? `用量：${count(requests)} 次请求，${about}输入 ${count(input)} token（缓存 ${count(cached)}），输出 ${count(output)} token，图片 ${count(images)} 张${cost.replace(', ', '，')}`
    : `Used: ${count(requests)} ${requests === 1 ? 'request' : 'requests'}, ${about}${count(input)} tokens in (${count(cached)} cached), ${count(output)} out, ${count(images)} ${images === 1 ? 'picture' : 'pictures'}${cost}`;
}

/** Tells a run in lines: the plan, each step with its thought and its slider moves, scores, reflections, the end. */
export function createStory(locale: Locale): (event: RunEvent) => readonly string[] {
  const words = WORDS[locale];
  let thought = '';
  let reflection = '';
  const told = (): string[] => {
    const lines = [...(thought.trim() ? [`  ${oneLine(thought)}`] : []), ...(reflection.trim() ? [`${words.reflection}: ${oneLine(reflection)}`] : [])];
    thought = '';
    reflection = '';
    return lines;
  };
  return (event) => {
    switch (event.type) {
      case 'plan':
        return [
          ...(event.text.trim() ? [`${words.plan}: ${oneLine(event.text)}`] : []),
          ...(event.notUnderstood.length > 0 ? [`${words.notUnderstood}: ${event.notUnderstood.join('; ')}`] : []),
        ];
      case 'thought':
        thought += event.delta;
        return [];
      case 'reflection':
        reflection += event.delta;
        return [];
      case 'tool_call':
        return [...told(), `${event.step}. ${oneLine(event.title)}: ${event.changes.map(({ name, from, to }) => describeChange(name, from, to, locale)).join(', ')}`];
      case 'observation':
        return event.note ? [`   ${oneLine(event.note)}`] : [];
      case 'again':
        thought = '';
        reflection = '';
        return [];
      case 'look':
        return [...told(), `  ${oneLine(event.title)}`];
      case 'question':
        return [...told(), oneLine([event.question.text, ...event.question.options.map((option) => `“${option}”`)].join(' '))];
      case 'plan_item':
      case 'usage':
        return [];
      case 'evaluation':
        return [...told(), scoreLine(event.score, locale), ...[...event.score.reasons, ...(event.objections ?? [])].map((reason) => `  ${oneLine(reason)}`)];
      case 'kept':
        return [...told(), oneLine(event.reason)];
      case 'message':
        return [...told(), oneLine(event.text)];
      case 'done':
        return [...told(), oneLine(event.summary)];
      case 'error':
        return told();
      default:
        return event satisfies never;
    }
  };
}
