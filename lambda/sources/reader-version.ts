/**
 * Counts up with every change that makes the same bytes read otherwise, so that a better reading is
 * told from an edit (docs/decisions/0005).
 */
export const READER_VERSION = "10";
