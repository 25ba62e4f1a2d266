import { randomBytes } from 'node:crypto';

/** 128 random bits, URL-safe: no id can be guessed, though none gives access by itself. */
export const newId = (): string => randomBytes(16).toString('base64url');

/** 192 random bits: an edit link's token, which does give access. */
export const newToken = (): string => randomBytes(24).toString('base64url');
