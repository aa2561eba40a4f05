/** How whoever owns an address is called where others have names: nobody has asked for theirs. */
export const SUBSCRIBER = 'the subscriber'
