import { existsSync } from 'node:fs'
import { Ajv } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'

/** A platform's objection to a request of ours. */
export interface Finding {
  level: 'error' | 'warn'
  code: string
  where: string
  message: string
}

interface SlackValidator {
  call(method: string, args?: Record<string, unknown>): Finding[]
  responseUrl(body: unknown): Finding[]
  decode(contentType?: string, rawBody?: string): { args: Record<string, unknown>; findings: Finding[] }
}

interface DiscordValidator {
  request(request: {
    method: string
    path: string
    headers?: Record<string, string | string[] | undefined>
    body?: unknown
    files?: string[] | number
  }): Finding[]
}

const folder = new URL('../../../shared/validators/', import.meta.url)

/** Whether the validators of the platforms' rules exist. They are in a folder beside the project; without them requests aren't checked. */
export const validatorsAreThere = existsSync(folder)

/** The validators of both platforms, or undefined if they don't exist. */
export async function loadValidators(): Promise<
  { slack: SlackValidator; discord: DiscordValidator } | undefined
> {
  if (!validatorsAreThere) return undefined
  const [slack, discord] = await Promise.all([
    import(new URL('slack.mjs', folder).href),
    import(new URL('discord.mjs', folder).href),
  ])
  return {
    slack: slack.createSlackValidator({ Ajv }),
    discord: discord.createDiscordValidator({ Ajv2020 }),
  }
}
