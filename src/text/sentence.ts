/** A text as a sentence: with a full stop, where it ends without any mark. */
export const asSentence = (text: string): string => text.trim().replace(/[^.!?…]$/, '$&.')
