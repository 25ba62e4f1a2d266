import { InvalidArgumentError } from 'commander';

const whole = (least: number, most: number) => (text: string): number => {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < least || number > most) throw new InvalidArgumentError(`Expected a whole number from ${least} to ${most} but received ${JSON.stringify(text)}.`);
  return number;
};

const positive = (most: number) => (text: string): number => {
  const number = Number(text);
  if (!/^\d*\.?\d+$/.test(text) || number <= 0 || number > most) throw new InvalidArgumentError(`Expected a number above 0, at most ${most}, but received ${JSON.stringify(text)}.`);
  return number;
};

/** An option that may be given several times. */
export const several = (text: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), text];

export const steps = whole(1, 64);
export const rounds = whole(0, 10);
export const anyStep = whole(0, 10_000);
export const tokens = whole(1, 1_000_000_000);
export const dollars = positive(10_000);
export const seconds = positive(86_400);

export function score(text: string): number {
  const number = Number(text);
  if (!/^\d(\.\d+)?$/.test(text) || number > 5) throw new InvalidArgumentError(`Expected a score from 0 to 5 but received ${JSON.stringify(text)}.`);
  return number;
}
export const seed = whole(0, 2 ** 32 - 1);
export const longEdge = whole(16, 65_535);
export const port = whole(0, 65_535);
export const threads = whole(1, 1024);
export const count = whole(1, 1_000_000);
export const rolloutEdge = whole(32, 2048);
export const quality = whole(1, 100);

export function instruction(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('Expected an instruction but received an empty text.');
  if (text.length > 4000) throw new InvalidArgumentError(`Expected an instruction of at most 4000 characters but received ${text.length}.`);
  return text.trim();
}
