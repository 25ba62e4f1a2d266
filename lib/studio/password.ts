import { createHash, createHmac, randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';
import { Attempts } from './attempts';

/** Passwords of links: kept as scrypt (RFC 7914), and a cookie per link for whoever knew one. */

/** 32 MiB and about a tenth of a second per guess: OWASP's Password Storage Cheat Sheet. */
const COST = { log2N: 15, r: 8, p: 3 } as const;
const SALT = 16;
const KEY = 32;

const derive = (password: string, salt: Buffer, { log2N, r, p }: typeof COST | { log2N: number; r: number; p: number }) => {
  const options: ScryptOptions = { N: 2 ** log2N, r, p, maxmem: 256 * r * 2 ** log2N };
  // The same letters may be typed as different code points.
  return new Promise<Buffer>((resolve, reject) => scrypt(password.normalize('NFKC'), salt, KEY, options, (error, key) => (error ? reject(error) : resolve(key))));
};

/** `scrypt$log2N$r$p$salt$key`, the last two in base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT);
  const key = await derive(password, salt, COST);
  return ['scrypt', COST.log2N, COST.r, COST.p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const [scheme, log2N, r, p, salt = '', key = ''] = stored.split('$');
  if (scheme !== 'scrypt') return false;
  const right = Buffer.from(key, 'base64url');
  const given = await derive(password, Buffer.from(salt, 'base64url'), { log2N: Number(log2N), r: Number(r), p: Number(p) });
  return right.length === given.length && timingSafeEqual(right, given);
}

/** A password may be short; guessing must be slow, yet not so strict that a stranger locks a link for everyone at once. */
export const unlockAttempts = () => ({
  each: new Attempts({ each: 8, all: 1000, withinMs: 10 * 60_000 }),
  link: new Attempts({ each: 60, all: 1000, withinMs: 10 * 60_000 }),
});

const PASS_LIFE_S = 7 * 86_400;
const EXPIRY = /^\d{10,11}$/;

type Locked = { readonly token: string; readonly passwordHash: string };

// The hash is in it: another password ends every pass that the old one gave.
const signature = ({ token, passwordHash }: Locked, expires: string, secret: string) =>
  createHmac('sha256', secret).update(`link:v1:${token}:${expires}:${passwordHash}`).digest();

/** The cookie's name tells nobody the link. */
export const passCookieName = (token: string): string => `evoroom-link-${createHash('sha256').update(token).digest('hex').slice(0, 16)}`;

export function signPass(link: Locked, secret: string, now = Date.now()): string {
  const expires = String(Math.floor(now / 1000) + PASS_LIFE_S);
  return `${expires}.${signature(link, expires, secret).toString('base64url')}`;
}

export function verifyPass(cookie: string | undefined, link: Locked, secret: string, now = Date.now()): boolean {
  const [expires = '', mac = '', ...rest] = (cookie ?? '').split('.');
  if (rest.length > 0 || !EXPIRY.test(expires) || Number(expires) * 1000 <= now) return false;
  const given = Buffer.from(mac, 'base64url');
  const right = signature(link, expires, secret);
  return given.length === right.length && timingSafeEqual(given, right);
}

export function passCookie(secure: boolean) {
  return { httpOnly: true, sameSite: 'lax', secure, path: '/', maxAge: PASS_LIFE_S } as const;
}
