import { describe, expect, test } from 'vitest';
import { Attempts } from './attempts';
import { signIn, signInAttempts, signOperator, verifyOperator } from './operator';
import { seal, unseal } from './seal';

const secrets = { secret: 's'.repeat(32), operatorKey: 'the operator’s own key' };

describe('the operator’s cookie', () => {
  const cookie = signOperator(secrets);
  test('is good for thirty days', () => {
    expect(verifyOperator(cookie, secrets)).toBeDefined();
    expect(verifyOperator(cookie, secrets, Date.now() + 29 * 86_400_000)).toBeDefined();
    expect(verifyOperator(cookie, secrets, Date.now() + 31 * 86_400_000)).toBeUndefined();
  });
  test('is worthless when it was changed, or either secret was', () => {
    for (let at = 0; at < cookie.length - 1; at++) {
      const other = cookie[at] === '1' ? '2' : '1';
      expect(verifyOperator(cookie.slice(0, at) + other + cookie.slice(at + 1), secrets), `character ${at}`).toBeUndefined();
    }
    for (const wrong of [undefined, '', '.', `${cookie}.x`, cookie.split('.')[0], `99999999999.${cookie.split('.')[1]}`]) expect(verifyOperator(wrong, secrets)).toBeUndefined();
    expect(verifyOperator(cookie, { ...secrets, secret: 't'.repeat(32) })).toBeUndefined();
    expect(verifyOperator(cookie, { ...secrets, operatorKey: 'a new key of the operator' })).toBeUndefined();
  });
});

describe('signing in', () => {
  test('takes the right key only', () => {
    const attempts = signInAttempts();
    expect(verifyOperator(signIn(` ${secrets.operatorKey}\n`, 'me', secrets, attempts), secrets)).toBeDefined();
    for (const wrong of ['', 'x', secrets.operatorKey.slice(1), `${secrets.operatorKey}x`]) expect(() => signIn(wrong, 'me', secrets, attempts)).toThrow(expect.objectContaining({ code: 'wrong-key' }));
  });
  test('says nothing of the key that was tried', () => {
    try {
      signIn('a guess of mine', 'me', secrets, signInAttempts());
      expect.unreachable();
    } catch (error) {
      expect(`${(error as Error).message} ${JSON.stringify(error)}`).not.toContain('a guess');
    }
  });
  test('stops after a few wrong keys, for those who tried, and for all when there are very many; then goes on', () => {
    let now = 0;
    const attempts = new Attempts({ each: 2, all: 5, withinMs: 1000 }, () => now);
    const tryAs = (who: string, key = 'wrong') => { try { signIn(key, who, secrets, attempts); return 'in'; } catch (error) { return (error as { code?: string }).code; } };
    expect(['a', 'a', 'a', 'b'].map((who) => tryAs(who))).toEqual(['wrong-key', 'wrong-key', 'too-many-attempts', 'wrong-key']);
    expect(tryAs('a', secrets.operatorKey)).toBe('too-many-attempts');
    expect(tryAs('b', secrets.operatorKey)).toBe('in');
    expect([tryAs('c'), tryAs('d'), tryAs('e', secrets.operatorKey)]).toEqual(['wrong-key', 'wrong-key', 'too-many-attempts']);
    now = 1001;
    expect(tryAs('a', secrets.operatorKey)).toBe('in');
  });
  test('counted before its outcome is known takes back one of its own when it was right, and no wrong one', () => {
    const attempts = new Attempts({ each: 2, all: 10, withinMs: 1000 }, () => 0);
    const attempt = (who: string, isRight: boolean) => {
      if (!attempts.allowed(who)) return 'stopped';
      attempts.failed(who);
      if (isRight) attempts.passed(who);
      return isRight ? 'in' : 'wrong';
    };
    expect([true, true, true, false, true, false, true].map((isRight) => attempt('a', isRight))).toEqual(['in', 'in', 'in', 'wrong', 'in', 'wrong', 'stopped']);
    expect(attempt('b', true)).toBe('in');
    attempts.passed('nobody');
    expect(attempts.allowed('a')).toBe(false);
  });
});

describe('a seal', () => {
  const sealed = seal('sk-123', secrets.secret, 'profile:1');
  test('opens for its place and secret only, and is never the same twice', () => {
    expect(unseal(sealed, secrets.secret, 'profile:1')).toBe('sk-123');
    expect(unseal(sealed, secrets.secret, 'profile:2')).toBeUndefined();
    expect(unseal(sealed, 't'.repeat(32), 'profile:1')).toBeUndefined();
    expect(seal('sk-123', secrets.secret, 'profile:1')).not.toBe(sealed);
  });
  test('breaks when any bit of it is changed or cut', () => {
    const bytes = Buffer.from(sealed, 'base64url');
    for (let at = 0; at < bytes.length; at++) {
      const other = Buffer.from(bytes);
      other[at] = (other[at] ?? 0) ^ 1;
      expect(unseal(other.toString('base64url'), secrets.secret, 'profile:1')).toBeUndefined();
      expect(unseal(bytes.subarray(0, at).toString('base64url'), secrets.secret, 'profile:1')).toBeUndefined();
    }
  });
});
