/**
 * Of the query language; stored with every query. Counted up whenever a text gets a new meaning or becomes
 * readable: 2 brought facts as fields, names across spellings, and =word.
 * What one version accepted is read by all later ones: tests/query/language-versions.test.ts.
 */
export const LANGUAGE_VERSION = 2;
