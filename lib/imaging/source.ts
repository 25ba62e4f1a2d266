import type { Metadata } from 'sharp';
import type { ColourSpace } from '@/lib/develop/types';
import { classifyProfile, type ProfileKind } from './icc';
import type { Notice } from './types';

/** How the pixels of one file become working pixels. */
export type ColourPlan = {
  readonly space: ColourSpace;
  /** Bits per channel that carry what the file holds. */
  readonly depth: 8 | 16;
  /** `none`: use the numbers as they are. `profile`: from the embedded profile straight to `space`. `cmyk`, `grey`: by colour model first. */
  readonly conversion: 'none' | 'profile' | 'cmyk' | 'grey';
  readonly sourceDepth: 8 | 16;
  readonly notices: readonly Notice[];
};

const CONVERSIONS: Readonly<Record<Exclude<ProfileKind, 'grey' | 'cmyk' | 'unreadable'>, Pick<ColourPlan, 'space' | 'conversion'>>> = {
  srgb: { space: 'srgb', conversion: 'none' },
  'display-p3': { space: 'display-p3', conversion: 'none' },
  narrow: { space: 'srgb', conversion: 'profile' },
  wide: { space: 'display-p3', conversion: 'profile' },
  'ultra-wide': { space: 'display-p3', conversion: 'profile' },
};

const modelOf = (meta: Metadata): 'rgb' | 'grey' | 'cmyk' => (meta.space === 'cmyk' ? 'cmyk' : meta.space === 'b-w' || meta.space === 'grey16' ? 'grey' : 'rgb');

/** Decides from a file's header how its colours are read. */
export function planColour(meta: Metadata): ColourPlan {
  const kind: ProfileKind | undefined = meta.icc ? classifyProfile(meta.icc) : undefined;
  const sourceDepth = meta.depth === 'uchar' ? 8 : 16;
  const base = { space: 'srgb', depth: sourceDepth, sourceDepth, notices: [] } as const;
  const unreadable: readonly Notice[] = ['profileUnreadable'];
  switch (modelOf(meta)) {
    case 'cmyk':
      return { ...base, conversion: 'cmyk', notices: kind && kind !== 'cmyk' ? [...unreadable, 'cmykConverted'] : ['cmykConverted'] };
    case 'grey':
      // An RGB profile on a grey file says no more than its curve; grey files are written with sRGB's.
      return kind === 'grey' ? { ...base, conversion: 'grey' } : { ...base, conversion: 'none', notices: kind === 'unreadable' ? unreadable : [] };
    case 'rgb':
      return planProfile(meta.icc, sourceDepth);
  }
}

/** The same for RGB with or without an embedded profile. */
export function planProfile(icc: Uint8Array | undefined, sourceDepth: 8 | 16): ColourPlan {
  const base = { space: 'srgb', depth: sourceDepth, sourceDepth, notices: [] } as const;
  if (!icc) return { ...base, conversion: 'none' };
  const kind = classifyProfile(icc);
  if (kind === 'grey' || kind === 'cmyk' || kind === 'unreadable') return { ...base, conversion: 'none', notices: ['profileUnreadable'] };
  return { ...base, ...CONVERSIONS[kind], depth: kind === 'ultra-wide' ? 16 : sourceDepth };
}
