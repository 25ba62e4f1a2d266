import { z } from 'zod';
import { STYLE_FEATURES } from './features';
import type { Style } from './types';

const error = z.object({ before: z.number(), after: z.number() });
const style = z.object({
  version: z.literal(1),
  name: z.string().max(200),
  edits: z.number().int().min(1),
  features: z.array(z.string()).refine((names) => names.join() === STYLE_FEATURES.map(({ name }) => name).join(), 'learnt from other features: learn it again'),
  sliders: z.array(z.object({ name: z.string(), weights: z.array(z.number()).length(STYLE_FEATURES.length + 2), lambda: z.number(), error })).max(400),
  habits: z.record(z.string(), z.json()),
  error,
});

/** A style from a file. @throws {z.ZodError} */
export const parseStyle = (value: unknown): Style => style.parse(value) as Style;
