import type { ReelEvent } from '@/lib/studio/types';

/** Events of a body of JSON lines as they arrive, however they are cut. */
export async function* reelEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ReelEvent> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      const lines = (rest + value).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line !== '') yield JSON.parse(line) as ReelEvent;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
  if (rest !== '') throw new TypeError('The answer ended in the middle of a line');
}
