import type { Locale } from '@/lib/develop/types';

/** Where commands write: results to `out`, warnings and progress to `err`. */
export type Terminal = {
  /** A line of the result. */
  say(line: string): void;
  /** A warning, prefixed like errors. */
  warn(message: string): void;
  /** One line that is overwritten; only on a terminal. An empty text clears it. */
  progress(text: string): void;
  readonly locale: Locale;
};

export function createTerminal(out: NodeJS.WriteStream, err: NodeJS.WriteStream, env: NodeJS.ProcessEnv): Terminal {
  let shown = false;
  const clear = () => { if (shown) err.write('\r\x1b[2K'); shown = false; };
  return {
    say: (line) => { clear(); out.write(`${line}\n`); },
    warn: (message) => { clear(); err.write(`evoroom: ${message}\n`); },
    progress: (text) => {
      if (!err.isTTY) return;
      clear();
      if (text === '') return;
      err.write(text.slice(0, Math.max(10, (err.columns || 80) - 1)));
      shown = true;
    },
    locale: /^zh/i.test(env.LC_ALL || env.LC_MESSAGES || env.LANG || '') ? 'zh' : 'en',
  };
}
