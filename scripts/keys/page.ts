import { en } from '@/components/i18n/messages/en';
import { zh } from '@/components/i18n/messages/zh';
import { keyMap, shownKeys } from '@/components/studio/keys';

const cell = (text: string) => text.replaceAll('|', '\\|');
// A backslash inside a code span is itself; a backtick would end it.
const keys = (shown: readonly string[]) => shown.map((key) => `\`${cell(key)}\``).join(' ');

/** docs/KEYS.md: the keyboard map in both languages. */
export function keysPage(): string {
  const sections = keyMap(['studio', 'everywhere', 'library']).map(({ group, rows }) => [
    `## ${en.keys.groups[group]} · ${zh.keys.groups[group]}`,
    '',
    '| key | what it does | 作用 |',
    '|---|---|---|',
    ...rows.map((row) => `| ${keys(shownKeys(row))} | ${cell(en.keys.names[row.name])} | ${cell(zh.keys.names[row.name])} |`),
    '',
  ].join('\n'));
  return [
    '# Keys',
    '',
    `${en.keys.note} ${zh.keys.note}`,
    '',
    'In the studio `?` shows this list and `⌘ K` finds everything by name. The list is `components/studio/keys.ts`; `npm run keys-docs` writes this page from it.',
    '',
    ...sections,
  ].join('\n');
}
