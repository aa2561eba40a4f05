/** What the owner of an address is called where others have names, because we don't ask for theirs. */
export const SUBSCRIBER = 'the subscriber'
