/** What the page's script knows of a step's picture. */
export type FrameData = {
  /** Its size in its own pixels, after crop. */
  readonly width: number;
  readonly height: number;
  readonly srcset: string;
  readonly src: string;
  readonly small: string;
  readonly alt: string;
  /** Line below the picture. */
  readonly caption: string;
  /** Where the untouched photo lies behind it: CSS, in percent of it. */
  readonly before: string;
};

/** How wide a picture stands on the screen: the `sizes` of its sources. */
export const sizesOf = ({ width, height }: Pick<FrameData, 'width' | 'height'>): string => {
  const ratio = (width / height).toFixed(3);
  return `(min-width: 900px) min(62vw, calc(72vh * ${ratio})), min(100vw, calc(50vh * ${ratio}))`;
};
