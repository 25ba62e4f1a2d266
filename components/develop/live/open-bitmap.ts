/**
 * Whether a frame can still be drawn. It is closed as soon as the next one comes, which may be before an effect or a late render of its own runs; a
 * closed one has no width (HTML, ImageBitmap).
 */
export const isOpen = (bitmap: ImageBitmap): boolean => bitmap.width > 0;
