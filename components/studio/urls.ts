import { type TileAddress, tileName } from '@/lib/develop/pyramid';
import type { FormatId } from '@/lib/develop/codecs/format-list';
import type { ExportFormat, StepView } from '@/lib/studio/types';

/** What a render shows: settings, by their hash, on the photo or on a base. */
export type Pictured = Pick<StepView, 'hash' | 'baseId'>;
/** The same for the same picture. */
export const pictureKey = ({ hash, baseId }: Pictured): string => (baseId === null ? hash : `${hash} ${baseId}`);

/** Address of a tile of a render. */
export type TileUrl = (pictured: Pictured, tile: TileAddress) => string;

/** Address of a render at a long edge in pixels. */
export type PictureUrl = (pictured: Pictured, edge: number) => string;

const query = (parameters: Readonly<Record<string, string | number | undefined>>): string => {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) search.set(name, String(value));
  return search.toString();
};

export const renderUrl = (photoId: string): PictureUrl => ({ hash, baseId }, edge) => `/api/photos/${baseId ?? photoId}/render/${hash}?${query({ edge })}`;
export const tileUrl = (photoId: string): TileUrl => ({ hash, baseId }, tile) => `/api/photos/${baseId ?? photoId}/render/${hash}?tile=${tileName(tile)}`;
export const sharedUrl = (token: string): PictureUrl => ({ hash, baseId }, edge) => `/api/shared/${token}/render/${hash}?${query({ edge, base: baseId ?? undefined })}`;
/** The camera's own picture in a RAW file. */
export const previewUrl = (photoId: string, edge: number): string => `/api/photos/${photoId}/preview?${query({ edge })}`;
export const sourceUrl = (photoId: string, edge: number): string => `/api/photos/${photoId}/source?${query({ edge })}`;
/** Address of a tile of the untouched photo, all but its name. */
export const sourceTileUrl = (photoId: string): string => `/api/photos/${photoId}/source?tile=`;

/** Address of a mask of the photo, all but its key. */
export const maskUrl = (photoId: string): string => `/api/photos/${photoId}/mask?key=`;
export const masksUrl = (photoId: string, keys: readonly string[]): string => `/api/photos/${photoId}/masks?${keys.map((key) => query({ key })).join('&')}`;

/** Dust and blemishes found in the photo. */
export const spotsUrl = (photoId: string): string => `/api/photos/${photoId}/spots`;

/** Address of what is known of the photo's lens and edges. */
export const opticsUrl = (photoId: string): string => `/api/photos/${photoId}/optics`;

export type ExportChoice = { readonly step: string; readonly format: ExportFormat; readonly quality?: number; readonly edge?: number; /** 1: note the settings in the picture. */ readonly note?: 1 };
export const exportUrl = (sessionId: string, choice: ExportChoice): string => `/api/sessions/${sessionId}/export?${query(choice)}`;
export const settingsUrl = (sessionId: string, step: string, format: FormatId): string => `/api/sessions/${sessionId}/settings?${query({ step, format })}`;
/** How a session in the bin looks. */
export const binnedUrl = (sessionId: string): string => `/api/sessions/${sessionId}/binned`;
/** The steps to one as an animation. */
export type ReelChoice = { readonly step: string; readonly format: 'webp' | 'gif'; readonly captions: 0 | 1; readonly locale: string };
export const reelUrl = (sessionId: string, choice: ReelChoice): string => `/api/sessions/${sessionId}/reel?${query(choice)}`;
/** Takes a settings file to read; `?from=photo` tells what the photo came with. */
export const importUrl = (sessionId: string): string => `/api/sessions/${sessionId}/settings`;

/** Long edges of the small pictures: film strip and chat, and the cards of the library. */
export const THUMB_EDGE = 320;
export const CARD_EDGE = 640;
