/** How long a link works, from now on; `keep`: until it was to end anyway. */
export const EXPIRIES = ['keep', 'never', 'day', 'week', 'month'] as const;
export type Expiry = (typeof EXPIRIES)[number];

const DAYS = { day: 1, week: 7, month: 30 } as const;

/** When a link made now ends, ISO 8601; null: never. */
export const expiresAt = (expiry: Exclude<Expiry, 'keep'>, now: Date): string | null => (expiry === 'never' ? null : new Date(now.getTime() + DAYS[expiry] * 86_400_000).toISOString());
