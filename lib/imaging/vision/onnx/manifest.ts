import { z } from 'zod';

/**
 * What an operator says about an ONNX model: `NAME.json` beside `NAME.onnx`. The input is one picture (batch of 1), the output one plane.
 */
export const manifestSchema = z.strictObject({
  /** For people: shown where masks are chosen. */
  name: z.string().min(1),
  /** What it finds. `depth`: distance. */
  finds: z.enum(['subject', 'sky', 'people', 'depth']),
  /** For the operator's own records. */
  licence: z.string().optional(),
  input: z.strictObject({
    /** Absent: the model's first input. */
    name: z.string().min(1).optional(),
    /** Width and height in px that the photo is brought to. */
    width: z.int().min(16).max(4096),
    height: z.int().min(16).max(4096),
    /** Whether the photo is stretched to that size or fitted into it with black around. */
    fit: z.enum(['stretch', 'pad']).default('stretch'),
    layout: z.enum(['nchw', 'nhwc']).default('nchw'),
    channels: z.enum(['rgb', 'bgr']).default('rgb'),
    /** The value of white: 1 or 255. */
    scale: z.number().positive().default(1),
    /** Subtracted from and divided into each channel after scaling, in the order of `channels`. */
    mean: z.tuple([z.number(), z.number(), z.number()]).default([0, 0, 0]),
    deviation: z.tuple([z.number().positive(), z.number().positive(), z.number().positive()]).default([1, 1, 1]),
  }),
  output: z.strictObject({
    /** Absent: the model's first output. */
    name: z.string().min(1).optional(),
    /** Of several planes (classes) the one wanted. */
    channel: z.int().min(0).default(0),
    layout: z.enum(['nchw', 'nhwc']).default('nchw'),
    activation: z.enum(['none', 'sigmoid', 'softmax']).default('none'),
    /** Values after the activation that stand for nothing and everything (for depth: near and far); `minmax` takes them from each photo. */
    range: z.union([z.tuple([z.number(), z.number()]), z.literal('minmax')]).default([0, 1]),
  }),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestInput = z.input<typeof manifestSchema>;
