import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** AES-256-GCM (NIST SP 800-38D) under a key derived by HKDF-SHA256 (RFC 5869) from the studio's secret. */

const VERSION = 1;
const NONCE = 12;
const TAG = 16;

const keyOf = (secret: string) => Buffer.from(hkdfSync('sha256', secret, '', 'evoroom: keys of models, v1', 32));

/** @param place where it will be kept: what is sealed for one place cannot be opened in another */
export function seal(text: string, secret: string, place: string): string {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret), nonce).setAAD(Buffer.from(place));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** The text that was sealed, or undefined when it was changed, moved or sealed under another secret. */
export function unseal(sealed: string, secret: string, place: string): string | undefined {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length < 1 + NONCE + TAG || bytes[0] !== VERSION) return undefined;
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyOf(secret), bytes.subarray(1, 1 + NONCE), { authTagLength: TAG }).setAAD(Buffer.from(place));
    decipher.setAuthTag(bytes.subarray(1 + NONCE, 1 + NONCE + TAG));
    return Buffer.concat([decipher.update(bytes.subarray(1 + NONCE + TAG)), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}
