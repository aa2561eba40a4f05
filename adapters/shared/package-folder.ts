import { findPackageJSON } from 'node:module'
import { dirname } from 'node:path'

/** The folder of our package.json: that of the checkout or of the installed package, also for a module in the bundle. */
export const PACKAGE_FOLDER = dirname(findPackageJSON('.', import.meta.url) ?? '')
