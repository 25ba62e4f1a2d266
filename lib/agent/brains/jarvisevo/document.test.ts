import { describe, expect, it } from 'vitest';
import { correctionsOf } from '@/lib/develop/settings';
import type { JsonValue } from '@/lib/develop/types';
import { asParameters, developed } from './document';

const JPEG = { raw: false }, RAW = { raw: true };
const sky = (amounts: object, name = 'Sky') => ({ CorrectionName: name, ...amounts, CorrectionMasks: [{ What: 'Mask/Image', MaskSubType: 2, MaskActive: true, MaskValue: 1 }] });
const face = (amounts: object) => ({ CorrectionName: 'Face', ...amounts, CorrectionMasks: [{ What: 'Mask/Image', MaskSubType: 3, MaskSubCategoryID: 2 }] });
const local = (...corrections: object[]) => ({ MaskGroupBasedCorrections: corrections as unknown as JsonValue });

describe('the document of a run', () => {
  it('is absolute: what is stated again replaces, what is not stays', () => {
    expect(developed({}, [{ Exposure2012: 0.5, Vibrance: 10 }, { Exposure2012: 0.3 }], JPEG).settings).toEqual({ Exposure2012: 0.3, Vibrance: 10 });
    expect(developed({}, [{ Exposure2012: 0.5 }, { Exposure2012: 0 }], JPEG).settings).toEqual({});
  });

  it('adds amounts around zero to where the run started, within the slider', () => {
    expect(developed({ Exposure2012: 0.5, Contrast2012: 95, Vibrance: 4 }, [{ Exposure2012: 0.3, Contrast2012: 20 }], JPEG).settings).toEqual({ Exposure2012: 0.8, Contrast2012: 100, Vibrance: 4 });
  });

  it('keeps corrections of other places and replaces the amounts of the same', () => {
    const { settings } = developed({}, [local(sky({ LocalExposure2012: -0.4, LocalSaturation: 20 }), face({ LocalExposure2012: 0.2 })), local(sky({ LocalExposure2012: -0.2 }, 'Refined sky'))], JPEG);
    expect(correctionsOf(settings)).toMatchObject([{ CorrectionName: 'Refined sky', LocalExposure2012: -0.05, LocalSaturation: 0.2 }, { CorrectionName: 'Face', LocalExposure2012: 0.05 }]);
  });

  it('reads local amounts as sliders show them, small ones too', () => {
    const [correction] = correctionsOf(developed({}, [local(sky({ LocalExposure2012: 0.8, LocalClarity2012: 1 }))], JPEG).settings);
    expect(correction).toMatchObject({ LocalExposure2012: 0.2, LocalClarity2012: 0.01 });
  });

  it('leaves the corrections that were there before the run as they are', () => {
    const start = { MaskGroupBasedCorrections: [{ What: 'Correction', ...sky({ LocalExposure2012: -0.5 }) }] };
    const { settings } = developed(start, [local(sky({ LocalExposure2012: -0.2 }))], JPEG);
    expect(correctionsOf(settings)).toMatchObject([{ LocalExposure2012: -0.5 }, { LocalExposure2012: -0.05 }]);
  });

  it('turns Kelvin into the scale of a JPEG, and leaves it on a RAW photo', () => {
    expect(developed({}, [{ Temperature: 6500 }], JPEG).settings).toEqual({ IncrementalTemperature: 17 });
    expect(developed({}, [{ Temperature: 4500, Tint: 20 }], JPEG).settings).toEqual({ IncrementalTemperature: -24, IncrementalTint: 5 });
    expect(developed({}, [{ Temperature: 12, Tint: -5 }], JPEG).settings).toEqual({ IncrementalTemperature: 12, IncrementalTint: -5 });
    expect(developed({}, [{ Temperature: 6500 }], RAW).settings).toMatchObject({ Temperature: 6500 });
  });

  it('sets apart what the engine has not and says what it did with the rest', () => {
    const { settings, unknown, remarks } = developed({}, [{ Glow: 30, Exposure2012: 9, ...local(sky({ LocalSparkle: 5, LocalSaturation: 10 })) }], JPEG);
    expect(unknown).toEqual({ Glow: 30, 'MaskGroupBasedCorrections[0].LocalSparkle': 5 });
    expect(settings).toMatchObject({ Exposure2012: 5 });
    expect(JSON.stringify(settings)).not.toMatch(/Glow|Sparkle/);
    expect(remarks.join(' ')).toMatch(/Not available here and left out: Glow.*LocalSparkle.*range: Exposure2012/);
  });

  it('says only of the last call what was wrong with it', () => {
    expect(developed({}, [{ Glow: 30 }, { Exposure2012: 0.1 }], JPEG)).toMatchObject({ unknown: {}, remarks: [] });
  });

  it('takes the subject to be what the user pointed at', () => {
    const pointed = [{ What: 'Mask/CircularGradient', Left: 0.1, Top: 0.1, Right: 0.3, Bottom: 0.4 }];
    const subject = { CorrectionName: 'Subject', LocalExposure2012: 0.4, CorrectionMasks: [{ What: 'Mask/Image', MaskSubType: 1 }] };
    expect(correctionsOf(developed({}, [local(subject)], { raw: false, pointed }).settings)[0]?.CorrectionMasks).toMatchObject([{ What: 'Mask/CircularGradient', Left: 0.1 }]);
    expect(developed({}, [local(subject)], JPEG).looksFor).toEqual(['subject']);
  });

  it('names what its masks have to find', () => {
    expect(developed({}, [local(sky({ LocalSaturation: 5 }), face({ LocalSaturation: 5 }))], JPEG).looksFor).toEqual(['sky', 'people/face']);
  });

  it('is written back in the units in which the model thinks', () => {
    const { settings } = developed({}, [{ Contrast2012: 5, ...local(sky({ LocalExposure2012: -0.2, LocalSaturation: 15 })) }], JPEG);
    expect(JSON.parse(asParameters(settings))).toMatchObject({ Contrast2012: 5, MaskGroupBasedCorrections: [{ LocalExposure2012: -0.2, LocalSaturation: 15 }] });
  });
});
