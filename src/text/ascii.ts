const PRINTABLE = /^[\x20-\x7e]*$/

/** Whether a text is all letters, digits and signs of ASCII, as most are: little has to be done to those. */
export const isPrintableAscii = (text: string): boolean => PRINTABLE.test(text)
