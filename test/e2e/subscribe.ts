import type { Environment } from './environment.ts'

/** Subscribes the channel as people do: types the command, sees what it would find, and confirms. */
export async function subscribe(
  { slack, discord }: Environment,
  platform: 'slack' | 'discord',
  topic = '',
): Promise<{ text: string }> {
  const text = `subscribe ${topic}`.trim()
  if (platform === 'discord') {
    const asked = await (await discord.sendCommand(text)).answer()
    return (await discord.clickButton(asked, 'Subscribe')).answer()
  }
  const asked = await (await slack.sendCommand(text)).answer()
  const { triggerId } = await slack.clickButton(asked, 'Subscribe')
  return slack.nextResponse(response => response.triggerId === triggerId && response.visibility === 'public')
}
