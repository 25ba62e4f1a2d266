import { tableOf } from '../looks/big-table';
import { TableError } from '../looks/errors';
import { profileOf } from '../tools/profiles';
import type { JsonValue, SettingsIssue } from '../types';
import { isRecord, type JsonRecord } from './json';
import { numberIn, type Reading } from './scalars';

/**
 * `Look`, as Lightroom's files have it: `{ Name, Amount 0…2, UUID, …, Parameters }`. `Parameters` are develop settings that lie under the photo's own; among them
 * `RGBTable` names a colour table, whose text is `Table_<name>` in the parameters, in the look or in the document.
 */
export const LOOK = 'Look';
const MOST_AMOUNT = 2;
/** What the UUIDs of looks made here begin with. */
export const OWN_LOOK = 'evoroom:';

const textIn = (record: JsonRecord, name: string): string | undefined => { const value = record[name]; return typeof value === 'string' && value !== '' ? value : undefined; };

/** A name as one text or by languages. */
const nameIn = (record: JsonRecord): string => {
  const name = record['Name'];
  if (!isRecord(name)) return textIn(record, 'Name') ?? '';
  return textIn(name, 'x-default') ?? Object.values(name).find((text) => typeof text === 'string') ?? '';
};

export type LookParts = {
  readonly name: string;
  /** 0…2 */
  readonly amount: number;
  readonly parameters: JsonRecord;
  /** The text of its table; absent where it has none. */
  readonly table?: string;
  /** It names a table that neither it nor the document holds. */
  readonly missing: boolean;
  /** Made here: its parameters are all there is to it, whatever its name. */
  readonly own: boolean;
  /** It holds a table of hues and saturations (`LookTable`), which belongs to the rendering of RAW data and is not used. */
  readonly hueTable: boolean;
};

/** What a look is made of; `document` is the one that it stands in. */
export function lookParts(look: JsonValue | undefined, document: JsonRecord): LookParts | undefined {
  if (!isRecord(look)) return undefined;
  const given = look['Parameters'];
  const parameters = isRecord(given) ? given : {};
  const id = textIn(parameters, 'RGBTable') ?? textIn(look, 'RGBTable');
  const held = (name: string | undefined) => (name === undefined ? undefined : [parameters, look, document].map((record) => textIn(record, `Table_${name}`)).find((text) => text !== undefined));
  const table = held(id);
  return {
    name: nameIn(look),
    amount: Math.min(MOST_AMOUNT, Math.max(0, numberIn(look['Amount']) ?? 1)),
    parameters,
    ...(table !== undefined && { table }),
    missing: id !== undefined && table === undefined,
    own: textIn(look, 'UUID')?.startsWith(OWN_LOOK) === true,
    hueTable: held(textIn(parameters, 'LookTable')) !== undefined,
  };
}

const invalid = (message: string): Reading => ({ value: undefined, issue: { kind: 'invalid', message } });

/** A look with a numeric amount in range; everything else in it stays as it came. A look without a name and parameters is none. */
export function readLook(value: JsonValue): Reading {
  if (typeof value === 'string') return { value: value === '' ? undefined : { Name: value, Amount: 1 } };
  if (!isRecord(value)) return invalid('expected a look with a name; it is left out');
  if (nameIn(value) === '' && value['Parameters'] === undefined && value['RGBTable'] === undefined) return { value: undefined };
  if (value['Amount'] === undefined) return { value };
  const amount = numberIn(value['Amount']);
  if (amount === undefined) return { value: { ...value, Amount: 1 }, issue: { kind: 'invalid', message: 'the look’s amount is not a number; 1 is used' } };
  const held = Math.min(MOST_AMOUNT, Math.max(0, amount));
  return { value: { ...value, Amount: held }, ...(held !== amount && { issue: { kind: 'clamped', message: `the look’s amount ${amount} is outside 0 to ${MOST_AMOUNT}; ${held} is used` } as const }) };
}

/** What of a document's look cannot be rendered. */
export function lookIssues(document: JsonRecord): readonly SettingsIssue[] {
  const look = lookParts(document[LOOK], document);
  if (!look || profileOf(look.name)) return [];
  const issue = (message: string): SettingsIssue => ({ name: LOOK, kind: 'unrendered', message });
  if (look.hueTable && look.table === undefined) return [issue(`the look ${look.name} is a table for the rendering of RAW data, which is not used; the rest of it is rendered`)];
  if (look.missing) return [issue(`the look ${look.name} has a table that is not in the file; the rest of it is rendered`)];
  if (look.table !== undefined) {
    try {
      tableOf(look.table);
    } catch (error) {
      if (!(error instanceof TableError)) throw error;
      return [issue(error.message)];
    }
  } else if (Object.keys(look.parameters).length === 0) return [issue(`the look ${look.name} is only named, and this version has no rendering of that name; it is kept`)];
  return [];
}
