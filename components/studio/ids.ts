/** The field that one writes in. */
export const COMPOSER_ID = 'composer';
