/** Categories of arXiv look like hosts, but nobody could have registered them for this purpose. */
const CATEGORY = /\bcat:[\w.-]+/gi
const ADDRESS =
  /[a-z][a-z\d+.-]*:\/\/\S*|\bwww\.\S+|\S+@\S+|[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}\S*/iu

/** The first thing in a text that mail programs would make a link of; undefined where there is none. */
export const linkIn = (text: string): string | undefined => ADDRESS.exec(text.replace(CATEGORY, ''))?.[0]
