/** Characters that hide text, reorder it or act on a terminal; line feeds and tabs are none of them. */
const HIDDEN = /[\p{Cc}\u202a-\u202e\u2066-\u2069\u200b\ufeff]/gu

export const hiddenIn = (text: string): string[] =>
  [...text.matchAll(HIDDEN)].map(([character]) => character).filter(character => !'\n\t'.includes(character))
