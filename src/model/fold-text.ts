/**
 * Text as `containsInsensitive` compares it. Every store takes it from here, so that all find the same: what a database
 * calls lower case depends on its version and locale.
 */
export const foldText = (text: string): string => text.normalize('NFC').toLowerCase()
