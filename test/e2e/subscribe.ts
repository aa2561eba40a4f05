import type { Environment } from './environment.ts'

/** Subscribes the channel as people do: types the command. */
export async function subscribe(
  { slack, discord }: Environment,
  platform: 'slack' | 'discord',
  topic = '',
): Promise<{ text: string }> {
  const text = `subscribe ${topic}`.trim()
  return platform === 'discord'
    ? (await discord.sendCommand(text)).answer()
    : (await slack.sendCommand(text)).answer()
}
