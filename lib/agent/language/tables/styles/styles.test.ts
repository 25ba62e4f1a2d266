import { describe, expect, it } from 'vitest';
import { understand } from '../../understand';
import { STYLES, type StyleGoal } from './index';

const key = (goal: StyleGoal): string => (goal.kind === 'wash' ? `wash ${goal.zone}` : `${goal.attribute} ${JSON.stringify(goal.region)}`);
/** A style as a point: signed degrees per attribute and region, washes as vectors on the colour wheel. */
function point(goals: readonly StyleGoal[]): ReadonlyMap<string, number> {
  const at = new Map<string, number>();
  for (const goal of goals) {
    if (goal.kind === 'wash') {
      at.set(`${key(goal)} x`, goal.degree * Math.cos((goal.hue * Math.PI) / 180));
      at.set(`${key(goal)} y`, goal.degree * Math.sin((goal.hue * Math.PI) / 180));
    } else {
      at.set(key(goal), goal.direction * goal.degree);
    }
  }
  return at;
}
function distance(a: readonly StyleGoal[], b: readonly StyleGoal[]): number {
  const left = point(a);
  const right = point(b);
  return Math.hypot(...[...new Set([...left.keys(), ...right.keys()])].map((name) => (left.get(name) ?? 0) - (right.get(name) ?? 0)));
}

describe('styles', () => {
  it('are at least 48, with ids, labels and names in both languages', () => {
    expect(STYLES.length).toBeGreaterThanOrEqual(48);
    expect(new Set(STYLES.map((style) => style.id)).size).toBe(STYLES.length);
    for (const style of STYLES) {
      expect(style.names.en.length * style.names.zh.length, style.id).toBeGreaterThan(0);
      expect([style.label.en, style.label.zh, style.description.en, style.description.zh].every((text) => text.length > 0), style.id).toBe(true);
    }
  });

  it('have three to eight goals each, one per attribute and region', () => {
    for (const style of STYLES) {
      expect(style.goals.length, style.id).toBeGreaterThanOrEqual(3);
      expect(style.goals.length, style.id).toBeLessThanOrEqual(8);
      expect(new Set(style.goals.map(key)).size, style.id).toBe(style.goals.length);
      for (const goal of style.goals) expect(goal.degree).toSatisfy((degree: number) => degree > 0 && degree <= 1);
    }
  });

  it('differ clearly from each other', () => {
    const close: string[] = [];
    STYLES.forEach((style, index) => {
      for (const other of STYLES.slice(index + 1)) if (distance(style.goals, other.goals) < 0.5) close.push(`${style.id} ~ ${other.id}`);
    });
    expect(close).toEqual([]);
  });

  it('are understood by every name they have', () => {
    const missed = STYLES.flatMap((style) => [...style.names.en, ...style.names.zh].filter((name) => !understand(name, { locale: 'en', history: [] }).styles.includes(style.id)).map((name) => `${style.id}: ${name}`));
    expect(missed).toEqual([]);
  });
});
