import type { ModelLimits } from './types';

/** Generous for real models, some of which load for minutes and think at length; small against a server that means harm. */
export const LIMITS: ModelLimits = {
  firstMs: 180_000, idleMs: 90_000, totalMs: 600_000,
  retries: 4, retryAfterMs: 60_000, backOffMs: 500,
  responseBytes: 16 << 20, eventBytes: 1 << 20, events: 150_000, imageBytes: 64 << 20,
  textChars: 64_000, reasoningChars: 200_000, argumentChars: 64_000, calls: 32,
};
