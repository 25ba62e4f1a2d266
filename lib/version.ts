import manifest from '@/package.json';

/** Of Evoroom. */
export const VERSION: string = manifest.version;
