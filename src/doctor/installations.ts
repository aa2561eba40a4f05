import type { Sealer } from '../lib/sealed.ts'
import type { Installations } from '../ports/installations.ts'
import { checkKeys, unreadableText } from '../privacy/key-rotation.ts'
import { plural } from '../text/format.ts'
import { type Finding, fault, ok, warning } from './check.ts'

const WHAT = 'installations'

/** Whether our keys open the tokens of the workspaces that installed the bot; nothing where none did. */
export async function checkInstallations(
  installations: Installations,
  sealer: Sealer | undefined,
): Promise<Finding[]> {
  const report = await checkKeys(installations, sealer)
  if (report.count === 0) return []
  const unreadable = unreadableText(report)
  if (unreadable !== undefined) return [fault(WHAT, unreadable)]
  const installed = `${plural(report.count, 'workspace')} installed the app, and SECRET_KEY opens the tokens.`
  if (report.older === 0) return [ok(WHAT, installed)]
  const older = `${plural(report.older, 'workspace')} still ${report.older === 1 ? 'has its' : 'have their'} tokens encrypted with an older key. To change that: paper-round rotate-keys`
  return [ok(WHAT, installed), warning(WHAT, older)]
}
