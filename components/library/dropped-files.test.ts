import { describe, expect, it } from 'vitest';
import { droppedFolders, photosIn } from './dropped-files';

type Tree = { readonly [name: string]: Tree | 'file' };

/** What a browser gives of a dropped tree: entries in batches of two, as readers do. */
function entry(name: string, tree: Tree | 'file'): FileSystemEntry {
  if (tree === 'file') return { name, isFile: true, isDirectory: false, file: (done: (file: File) => void) => done(new File(['x'], name)) } as unknown as FileSystemFileEntry;
  const left = Object.entries(tree).map(([child, below]) => entry(child, below));
  return { name, isFile: false, isDirectory: true, createReader: () => ({ readEntries: (done: (some: FileSystemEntry[]) => void) => done(left.splice(0, 2)) }) } as unknown as FileSystemDirectoryEntry;
}
const dropOf = (tree: Tree) => ({ items: Object.entries(tree).map(([name, below]) => ({ kind: 'file', webkitGetAsEntry: () => entry(name, below) })) }) as unknown as DataTransfer;
const names = async (tree: Tree) => (await droppedFolders(dropOf(tree)))?.map(({ name }) => name);

describe('dropped folders', () => {
  it('give the photos in them at any depth, in order, with sidecars and without what is hidden or no photo', async () => {
    expect(await names({ trip: { 'b.jpg': 'file', 'a.CR2': 'file', 'a.xmp': 'file', '.DS_Store': 'file', day2: { 'c.heic': 'file', deep: { 'd.png': 'file' } }, 'noending': 'file' }, 'single.jpg': 'file' }))
      .toEqual(['single.jpg', 'a.CR2', 'a.xmp', 'b.jpg', 'c.heic', 'd.png', 'noending']);
  });
  it('are none where only files were dropped', () => {
    expect(droppedFolders(dropOf({ 'a.jpg': 'file' }))).toBeNull();
    expect(droppedFolders(null)).toBeNull();
  });
  it('are picked through the same sieve', () => {
    expect(photosIn(['a.jpg', 'a.mov', '.hidden', 'b.dng'].map((name) => new File([], name))).map(({ name }) => name)).toEqual(['a.jpg', 'b.dng']);
  });
});
