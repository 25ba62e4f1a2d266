/** A puck of a grading wheel: hue in degrees (0 red, 60 yellow, 240 blue), saturation 0…100. */
export type Puck = { readonly hue: number; readonly saturation: number };

/** Where a puck lies: x right and y down, −1…1 of the wheel's radius; red lies at the right, hues run counter-clockwise. */
export function placeOf({ hue, saturation }: Puck): readonly [x: number, y: number] {
  const turn = (hue * Math.PI) / 180, radius = saturation / 100;
  return [radius * Math.cos(turn), -radius * Math.sin(turn)];
}

/** The puck at a place; beyond the rim it stays on it. */
export function puckAt(x: number, y: number): Puck {
  const radius = Math.min(1, Math.hypot(x, y));
  const hue = radius === 0 ? 0 : Math.round(((Math.atan2(-y, x) * 180) / Math.PI + 360) % 360) % 360;
  return { hue, saturation: Math.round(radius * 100) };
}

/** The puck after a pull by the pointer: fine pulls go an eighth of the way, `hold` keeps what it names. */
export function pulled(from: Puck, dx: number, dy: number, { fine = false, hold }: { readonly fine?: boolean; readonly hold?: 'hue' | 'saturation' } = {}): Puck {
  const [x, y] = placeOf(from);
  const step = fine ? 0.125 : 1;
  const to = puckAt(x + dx * step, y + dy * step);
  if (hold === 'saturation') return { hue: to.hue, saturation: from.saturation };
  return hold === 'hue' ? { hue: from.hue, saturation: to.saturation } : to;
}

/** The puck after a key: left and right turn the hue, up and down set the saturation; shift leaps. */
export function keyedPuck({ hue, saturation }: Puck, key: string, shift: boolean): Puck | undefined {
  const by = shift ? 10 : 1;
  switch (key) {
    case 'ArrowLeft': return { hue: (hue + by) % 360, saturation };
    case 'ArrowRight': return { hue: (hue - by + 360) % 360, saturation };
    case 'ArrowUp': return { hue, saturation: Math.min(100, saturation + by) };
    case 'ArrowDown': return { hue, saturation: Math.max(0, saturation - by) };
    default: return undefined;
  }
}
