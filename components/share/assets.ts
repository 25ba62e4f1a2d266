import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@/lib/imaging/paths';

/** The whole of script and style of shared pages: both stand in the document, so that nothing else is waited for. */
export type Assets = { readonly script: string; readonly style: string; /** Sources of a Content-Security-Policy. */ readonly scriptSource: string; readonly styleSource: string };

const source = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

let read: Assets | undefined;

export function assets(): Assets {
  if (!read || process.env.NODE_ENV === 'development') {
    const [script, style] = ['page.js', 'page.css'].map((name) => readFileSync(join(/* turbopackIgnore: true */ projectRoot(), 'dist', 'share', name), 'utf8').trim()) as [string, string];
    read = { script, style, scriptSource: source(script), styleSource: source(style) };
  }
  return read;
}
