import sharp from 'sharp';

declare module 'sharp' {
  /** Of sharp 0.35, which its types leave out. */
  interface Sharp {
    keepGainMap(): Sharp;
    withGainMap(): Sharp;
  }
}

/**
 * The one door to libvips. Loaders other than those of photos are shut for the whole process, so that no SVG, PDF or other interpreter
 * ever sees an uploaded file, even were a check before it wrong. libvips' operation cache is off: originals are decoded once per size
 * and cached by the renderer, which knows its budget.
 */
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadUhdr', 'VipsForeignLoadPng', 'VipsForeignLoadWebp', 'VipsForeignLoadHeif', 'VipsForeignLoadTiff', 'VipsForeignLoadNsgif'],
});
sharp.cache(false);

export { sharp };
