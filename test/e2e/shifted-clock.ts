/** Loaded before the bot: its machine's clock is off by so many ms. */
const offMs = Number(process.env.TEST_CLOCK_OFF_MS)
const { now } = Date
Date.now = () => now() + offMs
