import { Renderer } from '@/lib/imaging';
import { checkOutputs, formatOf, openPhoto, openSettings, writeWhole } from './files';
import type { Terminal } from './terminal';

export type RenderCommandOptions = { readonly out: string; readonly size?: number; readonly quality?: number };

/** Renders a photo with a settings file. What the file holds beyond this version is said on stderr. */
export async function render(path: string, settingsPath: string, { out, size, quality }: RenderCommandOptions, terminal: Terminal, signal: AbortSignal): Promise<void> {
  const format = formatOf(out);
  await checkOutputs([out], [path, settingsPath]);
  const photo = await openPhoto(path);
  const { settings, issues } = await openSettings(settingsPath, photo);
  for (const { name, message } of issues) terminal.warn(`${settingsPath}: ${name === '' || message.startsWith(name) ? '' : `${name}: `}${message}`);
  const renderer = new Renderer();
  try {
    terminal.progress(`rendering ${out} …`);
    await writeWhole(out, await renderer.renderToBuffer(photo, settings, { format, metadata: true, signal, ...(size !== undefined && { longEdge: size }), ...(quality !== undefined && { quality }) }));
    terminal.say(`→ ${out}`);
  } finally {
    terminal.progress('');
    await renderer.close();
  }
}
