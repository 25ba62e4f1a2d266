/** Other things that lie in folders of photos; everything else is sent, the server knows a photo by its content. */
const NOT_PHOTOS = /\.(txt|md|json|xml|html?|pdf|zip|ini|db|log|thm|aae|lrtemplate|cube|lua|pp3|dop|cos|mov|mp4|m4v|avi|mp3|wav)$/i;
const isWanted = (name: string) => !name.startsWith('.') && !NOT_PHOTOS.test(name);
/** A mistaken drop of a whole disk ends here. */
const MOST = 1_000;

const fileOf = (entry: FileSystemFileEntry): Promise<File> => new Promise((resolve, reject) => entry.file(resolve, reject));

/** A reader gives some entries at a time, none at the end. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all;
    all.push(...some);
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

async function collect(entries: readonly FileSystemEntry[], files: File[]): Promise<void> {
  for (const entry of [...entries].sort((a, b) => a.name.localeCompare(b.name))) {
    if (files.length >= MOST) return;
    if (isFile(entry)) {
      if (isWanted(entry.name)) files.push(await fileOf(entry));
    } else if (isFolder(entry) && !entry.name.startsWith('.')) await collect(await entriesOf(entry), files);
  }
}

/** The photos, and settings beside them, of what was picked as a folder. */
export const photosIn = (files: readonly File[]): readonly File[] => files.filter(({ name }) => isWanted(name)).slice(0, MOST);

/**
 * The folders of a drop as the files in them, at any depth, or `null` when there is none: then the files are there at once. Call it in the event itself: what
 * was dropped can be asked for only then.
 */
export function droppedFolders(data: DataTransfer | null): Promise<readonly File[]> | null {
  const entries = Array.from(data?.items ?? []).flatMap((item) => (item.kind === 'file' ? (item.webkitGetAsEntry?.() ?? []) : []));
  if (!entries.some(isFolder)) return null;
  const files: File[] = [];
  return collect(entries, files).then(() => files);
}
