import { wilson, type Interval } from './intervals';

export type Outcome = 'win' | 'tie' | 'loss';

export type WinRate = {
  readonly wins: number;
  readonly ties: number;
  readonly losses: number;
  /** (wins + ties/2) / cases, 0..1; ½ where there are none. */
  readonly rate: number;
  /** 95 %, Wilson. */
  readonly interval: Interval;
};

/** How often one of two won; a tie is half a win for each. */
export function winRate(outcomes: readonly Outcome[]): WinRate {
  const count = (what: Outcome): number => outcomes.filter((outcome) => outcome === what).length;
  const [wins, ties, losses] = [count('win'), count('tie'), count('loss')];
  const won = wins + ties / 2;
  return { wins, ties, losses, rate: outcomes.length === 0 ? 0.5 : won / outcomes.length, interval: wilson(won, outcomes.length) };
}

/** Who of two is ahead by score; within `margin` it is a tie. */
export const outcomeOf = (own: number, other: number, margin = 0): Outcome => (Math.abs(own - other) <= margin ? 'tie' : own > other ? 'win' : 'loss');
