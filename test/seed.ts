import fc from 'fast-check'

/**
 * Properties are tried with the same examples in every run, so that the gate's answer depends on the code alone. To look
 * further: `FC_SEED=$RANDOM npx vitest run`.
 */
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20_261_123) })

// The copy of undici that is used first sets the dispatcher for all of them, and an older copy's forms are refused by a newer one's.
// Which is first must not depend on the order of the test files.
await fetch('data:,')
