/** A server that was off at the hour makes up for it within this time, and not in the middle of the day. */
const GRACE_MS = 2 * 3_600_000;

/**
 * Whether a nightly training is due: the hour has come (or came a short while ago) and none was begun since.
 * @param time HH:MM of the server's clock @param last when one was begun last
 */
export function isDue(time: string, last: Date | undefined, now: Date): boolean {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const due = new Date(now);
  due.setHours(hours, minutes, 0, 0);
  if (due > now) due.setDate(due.getDate() - 1);
  return now.getTime() - due.getTime() < GRACE_MS && (last === undefined || last < due);
}
