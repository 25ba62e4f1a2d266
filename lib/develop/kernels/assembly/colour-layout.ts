/**
 * The memory shapes of the colour half, read both by AssemblyScript and by TypeScript (so: untyped integer constants only).
 *
 * **LUT domain.** Nodes sit on signed sRGB-encoded values of the *output* primaries, not on Rec.2020: an untouched in-gamut colour is then a
 * linear function of the coordinates, which interpolates exactly, and the gamut's faces (0 and 1) are node planes, so the kink that
 * gamut compression makes there falls between cells and not inside them. Beyond the faces colours are compressed anyway and
 * coarse nodes do: four down to −0.8 (the greenest Rec.2020 colour) and one up to 1.25 (the reddest).
 *
 * **Recipe.** What to do to a colour, f32 unless said otherwise, offsets in bytes. See pipeline/colour/recipe.ts, which writes it.
 */
export const NODES_BELOW = 4;
export const CELLS_INSIDE = 32;
export const STEPS_BELOW_PER_UNIT = 5;
export const STEPS_ABOVE_PER_UNIT = 4;
export const NODES = 38;
/** A node is one vector: R, G, B encoded, and an unused lane. */
export const NODE_BYTES = 16;
/** After the nodes: addresses of recipe, described nodes and scratch, and the pixels seen; then a mark for each node and the cell above it. */
export const LUT_RECIPE = 877952;
export const LUT_MARKS = 877968;
export const LUT_BYTES = 932848;

/** What is the same for all recipes of some output primaries: for each node a vector of Oklab and gamut knee, then the linear values of an axis. */
export const NODES_AXIS = 877952;
export const NODES_BYTES = 878112;

/** Nodes that are filled at once. */
export const LUT_BATCH = 256;
/** Scratch of the LUT's filling: seven rows of the batch, then which nodes it holds, and one more. */
export const LUT_ASKED = 7168;
export const LUT_SCRATCH_BYTES = 8208;
/** Scratch of `fitRows`: three vectors. */
export const FIT_SCRATCH_BYTES = 48;

// Bits of the recipe's flags (i32).
export const HAS_CURVES = 1;
export const HAS_CHANNEL_CURVES = 2;
export const HAS_HUE_TABLE = 4;
export const HAS_CHROMA = 8;
export const IS_GRAYSCALE = 16;
export const HAS_GRADING = 32;
/** The result is a picture: compress into the gamut and clamp. Without it the result stays in the LUT domain (local colour). */
export const IS_FINAL = 64;
export const HAS_CALIBRATION = 128;
export const HAS_POINTS = 256;
export const HAS_TABLE = 512;
/** The master curve keeps a share of the saturation that it brings (REFINE). */
export const HAS_REFINE = 1024;
/** The hue table turns some hue; moves some luminance. */
export const HAS_TURNS = 2048;
export const HAS_LIFTS = 4096;

export const FLAGS = 0;
export const VIBRANCE = 4;
export const SATURATION = 8;
/** Tone at which shadows hand over to mid-tones, and mid-tones to highlights (Oklab L), and half the width of the hand-over. */
export const GRADE_LOW = 12;
export const GRADE_HIGH = 16;
export const GRADE_WIDTH = 20;
/** Shadow, mid-tone, highlight, global: each a, b (Oklab offset at full weight) and luminance (−1…1), and a gap. */
export const GRADE_WHEELS = 32;
/** Rows of nine: output primaries (linear) → Rec.2020, back, → LMS of Oklab, back. */
export const TO_WIDE = 96;
export const FROM_WIDE = 132;
export const TO_LMS = 168;
export const FROM_LMS = 204;
/** One entry per degree of Oklab hue and the first again: hue shift (rad), chroma gain − 1, luminance exponent (stops of γ), vibrance weight. */
export const HUE_TABLE = 240;
export const HUE_ENTRIES = 360;
/** Master, red, green, blue: encoded Rec.2020 0…1 in CURVE_CELLS equal cells. */
export const CURVE_CELLS = 1024;
export const CURVE_BYTES = 4112;
export const CURVE_MASTER = 6016;
export const CURVE_RED = 10128;
export const CURVE_GREEN = 14240;
export const CURVE_BLUE = 18352;
/** Nine: linear output primaries as the calibrated primaries mix them. Then the shadow tint, −1 green … 1 magenta. */
export const CALIBRATION = 22464;
export const SHADOW_TINT = 22500;
/** Share of the saturation brought by the master curve that is kept, 0…1. */
export const REFINE = 22504;
/** How many point colours there are (i32), nine for output primaries (linear) → linear ProPhoto, and the point colours (`points.ts`). */
export const POINT_COUNT = 22508;
export const TO_PROPHOTO = 22512;
export const POINTS = 22560;
export const POINT_BYTES = 80;
export const MOST_POINTS = 8;
/** The look's table: address of its nodes (vectors), divisions, dimensions (1 or 3), transfer curve, whether it extends (i32 each), amount. */
export const TABLE = 23200;
export const TABLE_DIVISIONS = 23204;
export const TABLE_DIMENSIONS = 23208;
export const TABLE_GAMMA = 23212;
export const TABLE_EXTENDS = 23216;
export const TABLE_AMOUNT = 23220;
/** Nine: output primaries (linear) → the table's primaries, and back. */
export const TABLE_INTO = 23232;
export const TABLE_BACK = 23268;
export const RECIPE_BYTES = 23312;
