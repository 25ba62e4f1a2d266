import { shownSettings } from './settings-text';
import type { Intent } from './intents';

export type Compared = { readonly intent: Intent; readonly numbers: readonly { readonly label: string; readonly values: readonly string[] }[] };

const entry = ({ intent, numbers }: Compared): string => `## ${intent.title}

![${intent.title}: original, Evoroom; darktable, RawTherapee](comparison/${intent.id}.webp)

<sub>Above: original, Evoroom. Below: darktable, RawTherapee. Photo: ${intent.by}${intent.edge ? `, brought to ${intent.edge} px` : ''}${intent.photons ? `, with the noise of ${intent.photons} photons at white` : ''}.</sub>

| | Evoroom | darktable | RawTherapee |
|---|---|---|---|
| settings | ${shownSettings(intent.evoroom)} | ${intent.said.darktable} | ${intent.said.rawtherapee} |
${numbers.map(({ label, values }) => `| ${label} | ${values.join(' | ')} |`).join('\n')}

${intent.verdict}
`;

/** docs/engine/comparison.md. */
export const pageOf = (compared: readonly Compared[]): string => `<!-- Written by \`npm run engine-compare\` (scripts/engine/compare.ts). Change it there. -->
# Beside darktable and RawTherapee

What a photographer wants, asked of three programs: Evoroom, darktable 4.2.1 and RawTherapee 5.9, each with the tool that it has for that. All got the
same 8-bit sRGB file and nothing else was switched on. Pictures are cut at 100 %. The others' strengths were set so that the effect is about as
strong as ours where one number says how strong it is; their tools differ, so read the numbers beside the pictures. \`npm run engine-compare\` makes
this page again where both programs are installed.

${compared.map(entry).join('\n')}`;
