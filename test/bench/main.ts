import { benchAcknowledging } from './acknowledging.ts'
import { benchCollecting } from './collecting.ts'
import { dataName } from './days.ts'
import { benchDigests } from './digests.ts'
import { HEADING } from './measure.ts'
import { benchStarting } from './starting.ts'

/** `npm run bench`: compares the bot with the bare SDKs and libraries in the same run. Figures are medians. */
console.log(`Node ${process.version}, ${dataName}\n`)
console.log(HEADING)
// The last one keeps this process to one CPU.
for (const bench of [benchStarting, benchCollecting, benchDigests, benchAcknowledging]) {
  for (const line of await bench()) console.log(line)
}
