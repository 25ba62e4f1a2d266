import { InvalidArgumentError } from 'commander';

const whole = (least: number, most: number) => (text: string): number => {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < least || number > most) throw new InvalidArgumentError(`Expected a whole number from ${least} to ${most} but received ${JSON.stringify(text)}.`);
  return number;
};

export const steps = whole(1, 64);
export const seed = whole(0, 2 ** 32 - 1);
export const longEdge = whole(16, 65_535);
export const quality = whole(1, 100);

export function instruction(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('Expected an instruction but received an empty text.');
  if (text.length > 4000) throw new InvalidArgumentError(`Expected an instruction of at most 4000 characters but received ${text.length}.`);
  return text.trim();
}
