import type { Prisma } from './generated/client';

/** Plain data on its way into a JSON column. */
export function toJson(value: object): Prisma.InputJsonValue {
  // Prisma's type forbids `null` at the top and `readonly` arrays below; neither is a matter at run time.
  return value as Prisma.InputJsonValue;
}

/** What `toJson` put in. The column's only writer is this room, so its type is known and not checked again. */
export function fromJson<T>(value: Prisma.JsonValue): T {
  return value as T;
}
