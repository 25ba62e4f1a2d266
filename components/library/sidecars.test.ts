import { describe, expect, it } from 'vitest';
import { bundled } from './sidecars';

const file = (path: string): File => Object.defineProperty(new File(['x'], path.split('/').at(-1) ?? path), 'webkitRelativePath', { value: path.includes('/') ? path : '' });
const names = (...paths: readonly string[]) => bundled(paths.map(file)).map(({ photo, sidecar }) => [photo.name, sidecar?.name]);

describe('sidecars', () => {
  it('go with their photo, however programs name them', () => {
    expect(names('a.jpg', 'A.XMP', 'b.NEF', 'b.nef.xmp', 'c.png')).toEqual([['a.jpg', 'A.XMP'], ['b.NEF', 'b.nef.xmp'], ['c.png', undefined]]);
  });
  it('stay in their folder, and out where they belong to nothing', () => {
    expect(names('x/a.jpg', 'y/a.jpg', 'y/a.xmp', 'y/other.xmp')).toEqual([['a.jpg', undefined], ['a.jpg', 'a.xmp']]);
  });
  it('alone are sent as they are: the server says what is wrong', () => {
    expect(names('look.xmp')).toEqual([['look.xmp', undefined]]);
  });
});
