import type { Intent } from '../types';
import type { Aim } from './aim';

type Attribute = Aim['attribute'];

const TONES: readonly Attribute[] = ['contrast', 'highlights', 'shadows', 'whites', 'blacks', 'fade'];
const LEANS: readonly Attribute[] = ['warmth', 'tint', 'wash'];

/** Which other attributes move the number that an attribute is read from. */
const MOVED_BY: Readonly<Partial<Record<Attribute, readonly Attribute[]>>> = {
  saturation: [...LEANS, 'monochrome', 'brightness', 'fade', 'vibrance'], vibrance: [...LEANS, 'monochrome', 'brightness', 'fade', 'saturation'], hue: LEANS,
  contrast: [...TONES, 'brightness', 'haze'], highlights: [...TONES, 'brightness'], shadows: [...TONES, 'brightness'], whites: [...TONES, 'brightness'], blacks: [...TONES, 'brightness', 'haze'], fade: [...TONES, 'brightness', 'haze'],
  warmth: ['wash'], tint: ['wash'], wash: LEANS, haze: ['fade', 'blacks', 'contrast', 'shadows'], vignette: ['brightness'],
};

/**
 * Whether the movement of an attribute from start to end cannot be laid to its own goal alone, because something else that was asked moves the
 * same number: warming adds chroma, lowered highlights take spread away. Such goals are pursued on the picture as it stands when their turn
 * comes, and judged leniently at the end.
 */
export const confounded = (attribute: Attribute, asked: ReadonlySet<Attribute>): boolean => (MOVED_BY[attribute] ?? []).some((other) => other !== attribute && asked.has(other));

/** What a request asks to move. */
export const askedOf = (goals: Intent['goals']): ReadonlySet<Attribute> =>
  new Set(goals.flatMap((goal): readonly Attribute[] => (goal.kind === 'adjust' ? [goal.attribute] : goal.kind === 'wash' ? ['wash'] : [])));
