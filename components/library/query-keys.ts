/** Names of the library's queries; that of the sessions is the rail's. */
export const BIN_KEY = ['bin'] as const;
export const STORAGE_KEY = ['storage'] as const;
export const STYLES_KEY = ['styles'] as const;
export const BATCHES_KEY = ['batches'] as const;
