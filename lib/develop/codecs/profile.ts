import { LOOK } from '../settings';
import type { JsonValue } from '../types';

type Fields = Readonly<Record<string, JsonValue>>;

/** What a look says about itself; everything else in a profile's file are its parameters. */
const OF_LOOK = ['Name', 'UUID', 'Group', 'Cluster', 'Copyright', 'SupportsAmount', 'SupportsMonochrome', 'SupportsOutputReferred', 'CameraModelRestriction'] as const;

/** A profile as a file of its own (`PresetType` "Look") is a look that lies under a photo's settings, with its tables; other files are what they are. */
export function profileAsLook(fields: Fields, isHead: (name: string) => boolean): Fields {
  if (fields['PresetType'] !== 'Look') return fields;
  const said = OF_LOOK.flatMap((name) => { const value = fields[name]; return value === undefined ? [] : [[name, value] as const]; });
  const parameters = Object.entries(fields).filter(([name]) => !isHead(name));
  return { ...Object.fromEntries(Object.entries(fields).filter(([name]) => isHead(name))), [LOOK]: { ...Object.fromEntries(said), Amount: 1, Parameters: Object.fromEntries(parameters) } };
}
