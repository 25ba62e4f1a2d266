'use client';

import { ImagePlus } from 'lucide-react';
import { useEffect } from 'react';
import { droppedFolders } from './dropped-files';
import { carriesFiles, filesIn, useFileDrag } from './use-file-drag';

type Props = { readonly onFiles: (files: readonly File[]) => void; /** What dropping does here. */ readonly label: string };

/** Takes files and folders dropped anywhere on the window, and files pasted. */
export function DropWindow({ onFiles, label }: Props) {
  const over = useFileDrag();
  useEffect(() => {
    const enter = (event: DragEvent) => carriesFiles(event) && event.preventDefault();
    const move = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
    };
    const take = (event: DragEvent | ClipboardEvent) => {
      const folders = 'dataTransfer' in event ? droppedFolders(event.dataTransfer) : null;
      const files = filesIn(event);
      if (folders) {
        event.preventDefault();
        void folders.then(onFiles, () => onFiles(files));
        return;
      }
      if (files.length === 0) return;
      event.preventDefault();
      onFiles(files);
    };
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragover', move);
    window.addEventListener('drop', take);
    window.addEventListener('paste', take);
    return () => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragover', move);
      window.removeEventListener('drop', take);
      window.removeEventListener('paste', take);
    };
  }, [onFiles]);
  if (!over) return null;
  return (
    <div className="pointer-events-none fixed inset-0 z-50 flex animate-fade items-center justify-center bg-canvas/85 p-6">
      <div className="flex h-full w-full flex-col items-center justify-center gap-3 rounded-3xl border-2 border-dashed border-text/60">
        <ImagePlus size={32} aria-hidden />
        <p className="text-[20px] font-medium">{label}</p>
      </div>
    </div>
  );
}
