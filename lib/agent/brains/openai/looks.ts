import type { ChatCompletionContentPart } from 'openai/resources/chat/completions';
import { asData, currentOf, describe, differences, type Entry, unfold } from '../../context';
import { createEmbeddedEvaluator } from '../../evaluator';
import { measure } from '../../evidence';
import { languageOf } from '../../sentences';
import type { BrainContext, BrainOutput, Darkroom } from '../../types';
import type { Read } from './calls';
import { observed, pictureOf } from './pictures';

/** What a look shows: a text for the result of the call, and a picture where there is one to show. */
export type Shown = { readonly text: string; readonly picture?: ChatCompletionContentPart; readonly event?: Extract<BrainOutput, { type: 'look' }> };

type Look = Extract<Read, { readonly kind: 'closer' | 'difference' | 'ledger' | 'evaluate' }>;

const share = (value: number): string => value.toFixed(2);

/** Carries out a call that changes nothing. */
export async function look(read: Look, context: BrainContext, darkroom: Darkroom, entries: readonly Entry[], imageEdge: number, signal: AbortSignal): Promise<Shown> {
  const now = context.current.observation;
  switch (read.kind) {
    case 'closer': {
      const { region, why } = read;
      const pixels = await darkroom.closer?.(now.settings, region, imageEdge, signal);
      if (!pixels) return { text: 'This darkroom has one size only; the picture you have is all there is.' };
      const where = [region.x, region.y, region.x + region.width, region.y + region.height].map(share).join(', ');
      return {
        text: `The part [${where}] at ${pixels.width}×${pixels.height} px:\n${describe(measure(pixels))}`,
        ...(!context.textOnly && { picture: await pictureOf(pixels, imageEdge) }),
        event: { type: 'look', what: 'region', title: why || where, region },
      };
    }
    case 'difference': {
      const { entry, why } = read;
      const before = entry.taken?.observation ?? (await darkroom.observe(entry.settings, signal));
      // Settings from before an image model changed the picture no longer give the picture of then.
      const here = entry.madeBy === currentOf(context, entries)?.madeBy;
      return {
        text: `From step ${entry.number} ${asData(entry.title, 60)} to now:\n${differences(before.evidence, now.evidence)}`,
        ...(!context.textOnly && { picture: await observed(before, darkroom, imageEdge, here, signal) }),
        event: { type: 'look', what: 'difference', title: why || entry.title, stepId: entry.stepId },
      };
    }
    case 'ledger':
      return { text: unfold(entries, read.from, read.to), event: { type: 'look', what: 'ledger', title: read.from === read.to ? String(read.from) : `${Math.min(read.from, read.to)}–${Math.max(read.from, read.to)}` } };
    case 'evaluate': {
      const { instruction, locale, history, source, start } = context;
      const { aesthetics, instruction: followed, overall, reasons } = await createEmbeddedEvaluator().evaluate({ instruction, locale: languageOf(instruction, locale), history, source, start, result: now }, signal);
      return { text: `Measured: overall ${overall} of 5, aesthetics ${aesthetics}, instruction ${followed}. ${reasons.join(' ')}` };
    }
  }
}

