import { cache } from 'react';
import { isNotFound } from './errors';
import { sharedView } from './links';
import { studio } from './server';
import type { SharedView } from './types';

/** What an edit link shows, or null when there is no such link (any more). One request counts as one view. */
export const getShared = cache(async (token: string): Promise<SharedView | null> => {
  try {
    return await sharedView(await studio(), token);
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
});
