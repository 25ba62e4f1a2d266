import type { DevelopSettings } from '../types';

/** What Lightroom starts a RAW photo with: capture sharpening and colour noise reduction, which a camera applies to its own JPEGs. */
const RAW: DevelopSettings = { Sharpness: 40, ColorNoiseReduction: 25 };

/** The settings that a photo starts with before anyone has moved anything. A rendered file starts with none. */
export const startingSettings = ({ raw }: { readonly raw?: unknown }): DevelopSettings => (raw ? RAW : {});
