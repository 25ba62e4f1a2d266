import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AgentError, codeOf } from '../errors';
import { type Price, priceSchema } from '../profile';
import shipped from './prices.json' with { type: 'json' };

const listSchema = z.object({
  /** When somebody last compared it with the providers' pages, as `2026-06`. */
  checked: z.string().optional(),
  note: z.string().optional(),
  prices: z.array(priceSchema.extend({ model: z.string().min(1) })),
});
export type PriceList = z.infer<typeof listSchema>;

/** The list that comes with the program; `prices.json` beside this file says how old it is. */
export const PRICES: PriceList = listSchema.parse(shipped);

const fits = (pattern: string, name: string): boolean => {
  const source = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*');
  return new RegExp(`^${source}$`, 'i').test(name);
};

/** What a model costs by the first list that knows it; undefined: nobody knows. Routers put the maker in front of a name, as in `openai/gpt-4o`. */
export function priceOf(model: string, lists: readonly PriceList[] = [PRICES]): Price | undefined {
  const names = [model, model.slice(model.lastIndexOf('/') + 1)];
  for (const { prices } of lists) {
    const found = prices.find((price) => names.some((name) => fits(price.model, name)));
    if (found) {
      const { model: _, ...price } = found;
      return price;
    }
  }
  return undefined;
}

/** The price lists that hold for a data folder: the operator's `prices.json` first, where there is one, then the one that is shipped. */
export async function priceLists(dataDir: string): Promise<readonly PriceList[]> {
  const path = join(dataDir, 'prices.json');
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [PRICES];
    throw error;
  }
  try {
    return [listSchema.parse(JSON.parse(text)), PRICES];
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : 'it is not JSON';
    throw new AgentError('prices-unreadable', `The price list ${path} cannot be read: ${reason}. Mend it, or remove it to use the list that is shipped.`, error);
  }
}
