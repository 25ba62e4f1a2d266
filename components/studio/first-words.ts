/** An instruction chosen in the library before there was a photo to say it about. */
export const ASK_KEY = 'evoroom-ask';

/** Takes the instruction that waits for this session, once. */
export function takeFirstWords(sessionId: string): string | undefined {
  const stored = sessionStorage.getItem(ASK_KEY);
  if (stored === null) return undefined;
  sessionStorage.removeItem(ASK_KEY);
  try {
    const value: unknown = JSON.parse(stored);
    if (typeof value !== 'object' || value === null || !('sessionId' in value) || !('text' in value)) return undefined;
    return value.sessionId === sessionId && typeof value.text === 'string' ? value.text : undefined;
  } catch {
    return undefined;
  }
}
