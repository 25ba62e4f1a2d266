import type { Size } from '@/lib/develop/types';

/** The size with its long edge at most `edge`, aspect kept, never enlarged, never below 1 px. */
export function fitLongEdge(size: Size, edge: number): Size {
  const scale = Math.min(1, edge / Math.max(size.width, size.height));
  return { width: Math.max(1, Math.round(size.width * scale)), height: Math.max(1, Math.round(size.height * scale)) };
}
