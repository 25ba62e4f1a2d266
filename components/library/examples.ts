/** Instructions to try, by their keys in the catalogue `library`. */
export const EXAMPLES = ['example1', 'example2', 'example3'] as const;
