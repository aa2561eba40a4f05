import fc from 'fast-check'

/**
 * Properties are tried with the same examples in every run, so that the gate's answer depends on the code alone. To look
 * further: `FC_SEED=$RANDOM npx vitest run`.
 */
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20_261_123) })
