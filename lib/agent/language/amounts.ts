import type { Goal } from '@/lib/agent/types';
import type { AtomOf, Effect, Found } from './atoms';
import { effectGoals, regionsOf } from './goals';
import type { Reading } from './reading';
import { TOOL_OF } from './tables/sliders';

type Amount = { readonly value: number; readonly signed: boolean; readonly unit: AtomOf<'unit'>['unit'] | undefined; readonly absolute: boolean };

function amountOf(found: readonly Found[]): Amount | undefined {
  const at = found.findLastIndex((item) => item.atom.tag === 'number');
  const number = found[at]?.atom;
  if (number?.tag !== 'number') return undefined;
  const after = found.slice(at + 1, at + 3).find((item) => item.atom.tag === 'unit')?.atom;
  const before = found.slice(0, at);
  // "to 20", "到20", "设为20", "= 20" name a place on the slider; "by 20", "+15" a way along it.
  const absolute = before.some((item) => item.atom.tag === 'toward') || found[at - 1]?.atom.tag === 'want';
  return { value: number.value, signed: number.signed, unit: after?.tag === 'unit' ? after.unit : undefined, absolute };
}

/** A request with a number moves the slider that its word names. */
export function amountGoals(reading: Reading): readonly Goal[] | undefined {
  const amount = amountOf(reading.segment.found);
  if (amount === undefined) return undefined;
  const { source } = reading;
  const slider = reading.first('slider');
  // "Dehaze 5" names the slider; "brighten 5" would be a move.
  const namesSlider = reading.head?.shape !== 'verb' || reading.head.ask[0]?.[0] === 'haze';
  const set = (tool: string, sign: 1 | -1, value = amount.value): Goal => {
    const isMove = !amount.absolute && (amount.signed || reading.direction !== undefined || sign === -1 || reading.flags.has('unit') || reading.comparative || !namesSlider);
    const turned = amount.signed || reading.direction === undefined ? value : value * reading.direction;
    return { kind: 'set', tool, value: turned * sign, relative: isMove, source };
  };

  const mixed = reading.colours.flatMap((colour) => colour.colours);
  if (mixed.length > 0) {
    const attribute = reading.head?.ask[0]?.[0];
    const component = slider?.component ?? (attribute === 'brightness' ? 'Luminance' : 'Saturation');
    const sign = reading.head !== undefined && reading.head.shape !== 'noun' ? (reading.head.ask[0]?.[1] ?? 1) : 1;
    return mixed.map((colour) => set(`${component}Adjustment${colour}`, sign));
  }
  if (slider !== undefined && slider.tool !== '') return [set(slider.tool, 1)];
  if (reading.head === undefined && reading.zones.length === 0 && reading.flags.has('tinge')) return [set('IncrementalTint', 1)];

  if (amount.unit === 'kelvin' || (reading.head?.tool === 'IncrementalTemperature' && amount.value >= 1500)) {
    return [{ kind: 'set', tool: 'Temperature', value: amount.value, relative: false, source }];
  }

  const zone = reading.zones.find((name): name is 'highlights' | 'shadows' => name !== 'midtones');
  const isZoneSlider = reading.head === undefined || reading.head.ask[0]?.[0] === 'brightness';
  const effect: Effect | undefined = isZoneSlider && zone !== undefined ? [zone, reading.head?.ask[0]?.[1] ?? 1] : reading.head?.ask[0];
  if (effect === undefined) return undefined;
  const [attribute, direction] = effect;
  const known = TOOL_OF[attribute];
  if (known === undefined) return undefined;

  const way = reading.head?.shape === 'noun' || reading.head === undefined ? 1 : reading.mood === 'complain' ? (direction === 1 ? -1 : 1) : direction;
  const reversed = known.sign === -1 && !(amount.signed && attribute === 'vignette') && reading.head?.tool !== 'Dehaze';
  const dehaze = attribute === 'haze' && reading.head?.shape === 'verb';
  if (reading.regions.length > 0) {
    const turn = (amount.signed ? amount.value : amount.value * (reading.direction ?? 1)) < 0 ? -1 : 1;
    return effectGoals([[attribute, way]], Math.abs(amount.value) / (amount.unit === 'stop' ? 2 : known.range), reading, regionsOf(reading), turn);
  }
  const isStops = known.tool === 'Exposure2012';
  if (isStops && amount.unit !== 'stop' && Math.abs(amount.value) > 5) {
    // "brightness +30": no stop in sight, so a share of the useful ±2 stops.
    return [set(known.tool, way, amount.value / 50)];
  }
  return [set(dehaze ? 'Dehaze' : known.tool, dehaze ? 1 : reversed && attribute !== 'haze' ? (way === 1 ? -1 : 1) : way)];
}
