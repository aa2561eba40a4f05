import type { Log } from '../ports/log.ts'
import type { PersonalData } from '../ports/personal-data.ts'
import type { Clock } from '../time/clock.ts'

/** How long a workspace that uninstalled the app is kept, in case it is installed again, ms. */
const KEEP_UNINSTALLED_MS = 30 * 86_400_000

/** Forgets the workspaces that uninstalled the app long ago. One to which something is being sent waits for the next time. */
export async function forgetUninstalled(deps: {
  personalData: PersonalData
  clock: Clock
  log: Log
}): Promise<void> {
  const { personalData, clock, log } = deps
  for (const workspace of await personalData.uninstalledBefore(clock.now() - KEEP_UNINSTALLED_MS)) {
    if ((await personalData.sendingTo(workspace, clock.now())) > 0) continue
    const removed = await personalData.forgetWorkspace(workspace)
    log.info({ workspace, ...removed }, 'forgot a workspace that uninstalled the app')
  }
}
