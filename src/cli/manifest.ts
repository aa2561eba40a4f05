import { thisProcess } from '../composition/process.ts'
import { print } from './output.ts'

/** Prints Slack's manifest of the app: for one workspace, or with an address for many. @throws OutputError */
export async function printManifest(options: { url?: string }): Promise<void> {
  const platform = thisProcess.platforms.find(({ appManifest }) => appManifest)
  await print(`${JSON.stringify(await platform?.appManifest?.(options.url), undefined, 2)}\n`)
}
