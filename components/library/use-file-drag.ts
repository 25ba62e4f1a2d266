'use client';

import { useEffect, useRef, useState, type RefObject } from 'react';
import { filesOf } from './upload-queue';

export const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

/** Comments, styles and tags: what of HTML nobody reads. */
const UNREAD = /<!--[\s\S]*?-->|<(style|script|title)\b[\s\S]*?<\/\1>|<[^>]*>|&nbsp;/gi;

/** The files that are dropped or pasted. Office programs put a picture of copied words beside the words: those are words, unlike a picture of a page that comes with its own tag and address. */
export function filesIn(event: Pick<DragEvent, 'dataTransfer'> | Pick<ClipboardEvent, 'clipboardData'>): readonly File[] {
  if ('dataTransfer' in event) return filesOf(event.dataTransfer);
  const said = (type: string): string => event.clipboardData?.getData(type) ?? '';
  const isText = said('text/plain').trim() !== '' && said('text/html').replace(UNREAD, '').trim() !== '';
  return isText ? [] : filesOf(event.clipboardData);
}

/** Whether files are being dragged over the window. */
export function useFileDrag(): boolean {
  const [over, setOver] = useState(false);
  // dragenter and dragleave fire for every child: the balance tells when the pointer has really left.
  const depth = useRef(0);
  useEffect(() => {
    const enter = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      depth.current++;
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      depth.current = Math.max(0, depth.current - 1);
      if (depth.current === 0) setOver(false);
    };
    const end = () => {
      depth.current = 0;
      setOver(false);
    };
    // Whoever takes the drop may keep it from going on to the window.
    const listen = { capture: true };
    window.addEventListener('dragenter', enter, listen);
    window.addEventListener('dragleave', leave, listen);
    window.addEventListener('drop', end, listen);
    return () => {
      window.removeEventListener('dragenter', enter, listen);
      window.removeEventListener('dragleave', leave, listen);
      window.removeEventListener('drop', end, listen);
    };
  }, []);
  return over;
}

/** Files dropped on an element or pasted into it are its own and nobody else's; words go where words go. */
export function useFileTarget(ref: RefObject<HTMLElement | null>, onFiles: ((files: readonly File[]) => void) | undefined): void {
  const latest = useRef(onFiles);
  useEffect(() => {
    latest.current = onFiles;
  });
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const over = (event: DragEvent) => {
      if (!latest.current || !carriesFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
    };
    const take = (event: DragEvent | ClipboardEvent) => {
      const files = filesIn(event);
      if (!latest.current || files.length === 0) return;
      event.preventDefault();
      event.stopPropagation();
      latest.current(files);
    };
    element.addEventListener('dragover', over);
    element.addEventListener('drop', take);
    element.addEventListener('paste', take);
    return () => {
      element.removeEventListener('dragover', over);
      element.removeEventListener('drop', take);
      element.removeEventListener('paste', take);
    };
  }, [ref]);
}
