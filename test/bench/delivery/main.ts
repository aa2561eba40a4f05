import { deliverWith } from './processes.ts'

/** `npm run bench:delivery`: how close many digests that are due at once come to the platforms' limits. */

const CHANNELS = 1_000
const WORKSPACES = 20
/** Messages of a bot, per second. */
const DISCORD_RATE = 50
/** Messages of a workspace, per second: Slack allows "several hundred" a minute, and we assume 300. */
const SLACK_RATE = 5

const met = (isMet: boolean): string => (isMet ? 'met' : 'missed')

async function bench(name: string, order: { discord: number; slack: number }, leastMs: number, most: number) {
  const { bot, platforms } = await deliverWith({ kind: 'burst', workspaces: WORKSPACES, ...order })
  const { slack, discord } = platforms.limited
  const ratio = platforms.ms / leastMs
  const lines = [
    `\n${name}: ${bot.sent} of ${bot.planned} sent, ${platforms.messages - platforms.different} repeated`,
    `  ${(platforms.ms / 1000).toFixed(1)} s, at least ${(leastMs / 1000).toFixed(1)}; ratio ${ratio.toFixed(2)} (≤ 1.1: ${met(ratio <= 1.1)})`,
    `  429s: ${slack + discord} (≤ ${most}: ${met(slack + discord <= most)})`,
    `  resident memory: idle ${bot.idle.toFixed(0)} MiB, peak ${bot.peak.toFixed(0)}; ratio ${(bot.peak / bot.idle).toFixed(2)} (≤ 1.5: ${met(bot.peak <= 1.5 * bot.idle)})`,
    `  event loop: p99 delay ${bot.loopP99.toFixed(1)} ms (≤ 20: ${met(bot.loopP99 <= 20)})`,
  ]
  console.log(lines.join('\n'))
}

console.log(`Node ${process.version}`)
const discordMs = (CHANNELS / DISCORD_RATE) * 1_000
const slackMs = (CHANNELS / WORKSPACES / SLACK_RATE) * 1_000
await bench(`${CHANNELS} Discord channels`, { discord: CHANNELS, slack: 0 }, discordMs, 0)
await bench(
  `${CHANNELS} Slack channels in ${WORKSPACES} workspaces`,
  { discord: 0, slack: CHANNELS },
  slackMs,
  5,
)
await bench('both at once', { discord: CHANNELS, slack: CHANNELS }, Math.max(discordMs, slackMs), 5)
