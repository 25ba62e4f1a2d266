import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { reflectionSchema, type Reflection } from './answer';

const lineSchema = z.object({ key: z.string(), ...reflectionSchema.shape });

/** Lessons that a model wrote, a line each: a training that is taken up again does not ask for them once more. A line that was cut off is passed over. */
export class Notebook {
  readonly #known = new Map<string, Reflection>();

  /** @param path where lessons are kept; undefined: nowhere */
  constructor(private readonly path: string | undefined) {
    if (path === undefined || !existsSync(path)) return;
    for (const line of readFileSync(path, 'utf8').split('\n')) {
      const read = lineSchema.safeParse(valueOf(line));
      if (read.success) this.#known.set(read.data.key, { en: read.data.en, zh: read.data.zh });
    }
  }

  get size(): number {
    return this.#known.size;
  }

  find(key: string): Reflection | undefined {
    return this.#known.get(key);
  }

  keep(key: string, reflection: Reflection): void {
    this.#known.set(key, reflection);
    if (this.path !== undefined) appendFileSync(this.path, `${JSON.stringify({ key, ...reflection })}\n`);
  }
}

function valueOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
