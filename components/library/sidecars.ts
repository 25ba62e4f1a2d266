const SIDECAR = /\.xmp$/i;

/** A photo with the settings that lie beside it. */
export type Bundle = { readonly photo: File; readonly sidecar?: File };

/** The folder that a file was picked in, and its name, in small letters. */
const pathOf = ({ name, webkitRelativePath }: File): string => (webkitRelativePath || name).toLowerCase();

/**
 * Puts photos and their sidecars together, as programs name them: `photo.xmp` or `photo.nef.xmp` in the same folder. Sidecars of nothing stay out, but where
 * there is nothing else: then the server says what they are.
 */
export function bundled(files: readonly File[]): readonly Bundle[] {
  const sidecars = new Map(files.filter(({ name }) => SIDECAR.test(name)).map((file) => [pathOf(file).replace(SIDECAR, ''), file]));
  const photos = files.filter(({ name }) => !SIDECAR.test(name));
  if (photos.length === 0) return files.map((photo) => ({ photo }));
  return photos.map((photo) => {
    const path = pathOf(photo);
    const sidecar = sidecars.get(path) ?? sidecars.get(path.replace(/\.[^./]+$/, ''));
    return { photo, ...(sidecar && { sidecar }) };
  });
}
