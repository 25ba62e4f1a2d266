/** Progress of several stages at once, on a line of its own where there is a terminal, else now and then. */
import type { WriteStream } from 'node:tty';

type Stream = Pick<WriteStream, 'write'> & { readonly isTTY?: boolean };

export type Progress = { report(stage: string, done: number, of: number): void; log(line: string): void };

/** Seconds left, from how long what is done took. Undefined until anything is. */
export const secondsLeft = (elapsed: number, done: number, of: number): number | undefined => (done <= 0 ? undefined : (elapsed / done) * (of - done));

export const clock = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60)).padStart(2, '0')}`;

export function progressLine(stream: Stream, now: () => number = () => performance.now() / 1000): Progress {
  const stages = new Map<string, { readonly from: number; readonly first: number; done: number; of: number }>();
  let [shown, begun] = [Number.NEGATIVE_INFINITY, now()];
  const every = stream.isTTY ? 0.2 : 15;
  const clear = stream.isTTY ? '\r\u001B[K' : '';
  return {
    report(stage, done, of) {
      const known = stages.get(stage) ?? { from: now(), first: done, done, of };
      Object.assign(known, { done, of });
      stages.set(stage, known);
      if (done >= of) stages.delete(stage);
      if (now() - shown < every || stages.size === 0) return;
      shown = now();
      const open = [...stages].map(([name, { from, first, done: at, of: all }]) => { const left = secondsLeft(now() - from, at - first, all - first); return `${name} ${at}/${all}${left === undefined ? '' : `, ${clock(left)} left`}`; });
      stream.write(`${clear}${open.join(' · ')}${stream.isTTY ? '' : '\n'}`);
    },
    log(line) { stream.write(`${clear}${clock(now() - begun)} ${line}\n`); },
  };
}
