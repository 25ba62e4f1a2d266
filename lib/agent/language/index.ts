/**
 * The language room: what people ask for, as data. An instruction is split into tokens (`text`), read with the dictionary of `tables/` as the
 * cheapest sequence of phrases (`lexicon`, `forms`), cut into requests (`segments`, `lists`), and each request is turned into goals, limits,
 * follow-ups or a report that it cannot be done (`reading`, `inherit`, `compose` and what it calls); `understand` reconciles them.
 * A new word is a new entry of a table; code changes only for a new way of speaking.
 */
export { suggest } from './suggest';
export { STYLES, styleOf, type Style, type StyleGoal } from './tables/styles';
export { understand } from './understand';
export { attributeName, colourName, regionName } from './wording';
