import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** What came of one system on one case, in numbers. `failed` instead of them: why there is no result. */
const outcome = z.object({
  /** Case and everything that its numbers depend on: what was done under another key is not taken up. */
  key: z.string(),
  id: z.string(),
  system: z.string(),
  failed: z.string().optional(),
  l1: z.number().optional(),
  l2: z.number().optional(),
  sc: z.number().optional(),
  pq: z.number().optional(),
  steps: z.number().optional(),
  milliseconds: z.number().optional(),
});
export type Outcome = z.infer<typeof outcome>;

/** What the evaluator said of a result that people scored. */
const agreement = z.object({ key: z.string(), id: z.string(), said: z.object({ aesthetics: z.number(), instruction: z.number(), overall: z.number() }), people: z.object({ aesthetics: z.number(), instruction: z.number(), overall: z.number() }) });
export type Rated = z.infer<typeof agreement>;

const line = z.union([z.object({ outcome }), z.object({ rated: agreement })]);

/** Results as they come, one a line, so that a run that was stopped or killed goes on where it was. */
export class Journal {
  readonly outcomes = new Map<string, Outcome>();
  readonly rated = new Map<string, Rated>();
  readonly #path: string;

  private constructor(path: string) {
    this.#path = path;
  }

  static async open(folder: string): Promise<Journal> {
    await mkdir(folder, { recursive: true });
    const journal = new Journal(join(folder, 'results.jsonl'));
    const text = await readFile(journal.#path, 'utf8').catch(() => '');
    // The last line may be half of one.
    for (const row of text.split('\n')) {
      const read = line.safeParse(parsed(row));
      if (read.success) journal.#keep(read.data);
    }
    if (text !== '' && !text.endsWith('\n')) await appendFile(journal.#path, '\n');
    return journal;
  }

  async add(entry: z.infer<typeof line>): Promise<void> {
    await appendFile(this.#path, `${JSON.stringify(entry)}\n`);
    this.#keep(entry);
  }

  #keep(entry: z.infer<typeof line>): void {
    if ('outcome' in entry) this.outcomes.set(entry.outcome.key, entry.outcome);
    else this.rated.set(entry.rated.key, entry.rated);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
