import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Config } from '@/lib/config';
import { Attempts } from './attempts';
import { StudioError } from './errors';

/**
 * The studio has no accounts. Whoever can read its terminal or its data folder is the operator: the one who may set which models it
 * talks to. What only the operator may do takes an `Operator`, which only a signed cookie gives.
 */

export const OPERATOR_COOKIE = 'evoroom-operator';

declare const proof: unique symbol;
export type Operator = { readonly [proof]: true };

type Secrets = Pick<Config, 'secret' | 'operatorKey'>;

const LIFE_S = 30 * 86_400;
const EXPIRY = /^\d{10,11}$/;

const digest = (text: string) => createHash('sha256').update(text).digest();

// Both are in it: a new operator key signs everybody out.
const signature = (expires: string, { secret, operatorKey }: Secrets) =>
  createHmac('sha256', secret).update(`operator:v1:${expires}:`).update(digest(operatorKey)).digest();

/** The cookie's value from now on for thirty days. */
export function signOperator(secrets: Secrets, now = Date.now()): string {
  const expires = String(Math.floor(now / 1000) + LIFE_S);
  return `${expires}.${signature(expires, secrets).toString('base64url')}`;
}

/** The operator whom a cookie names, or undefined when it is absent, malformed, too old or not signed by us. */
export function verifyOperator(cookie: string | undefined, secrets: Secrets, now = Date.now()): Operator | undefined {
  const [expires = '', mac = '', ...rest] = (cookie ?? '').split('.');
  if (rest.length > 0 || !EXPIRY.test(expires) || Number(expires) * 1000 <= now) return undefined;
  const given = Buffer.from(mac, 'base64url');
  const right = signature(expires, secrets);
  return given.length === right.length && timingSafeEqual(given, right) ? ({} as Operator) : undefined;
}

/** Not sent along from other sites' pages at all. */
export function operatorCookie(secure: boolean) {
  return { httpOnly: true, sameSite: 'strict', secure, path: '/', maxAge: LIFE_S } as const;
}

/** Guessing 128 bits and more is hopeless; this keeps a short key of one's own choice from being tried at speed. */
export const signInAttempts = () => new Attempts({ each: 8, all: 100, withinMs: 10 * 60_000 });

/** Compares a key with the operator's in constant time; returns the cookie's value. @param who the address that tries */
export function signIn(given: string, who: string, secrets: Secrets, attempts: Attempts): string {
  if (!attempts.allowed(who)) throw new StudioError('too-many-attempts', 'Too many wrong keys. Wait ten minutes and try again.');
  if (!timingSafeEqual(digest(given.trim()), digest(secrets.operatorKey))) {
    attempts.failed(who);
    throw new StudioError('wrong-key', 'This is not the operator’s key. It stands in the link that `npm start` prints, and in the file operator-key of the data folder unless OPERATOR_KEY is set.');
  }
  return signOperator(secrets);
}
