import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

// The builds of the program: bundle.js makes them, and the launcher runs the current one. Plain JavaScript, for the same Nodes as the launcher.

/** What a build is made of. */
const SOURCES = ['src', 'adapters', 'config', 'package.json', 'node_modules/.package-lock.json']

/** Describes the current build. It is written last, so a build that was interrupted is never the current one. */
export const CURRENT_BUILD = 'dist/current.json'

/** The files with these paths in a folder, or below them, in a fixed order. */
function filesIn(folder, paths) {
  return paths.flatMap(path => {
    const stats = statSync(join(folder, path), { throwIfNoEntry: false })
    if (!stats?.isDirectory()) return stats ? [{ path, stats }] : []
    const names = readdirSync(join(folder, path)).sort()
    return filesIn(
      folder,
      names.map(name => `${path}/${name}`),
    )
  })
}

/**
 * A hash of the sizes and times of the files that a build is made of. A file that is put back differs too, though it may be older than the
 * build. Undefined where they can't be read.
 */
export function hashOfSources(folder) {
  try {
    const lines = filesIn(folder, SOURCES).map(
      ({ path, stats }) => `${path} ${stats.size} ${Math.floor(stats.mtimeMs)}`,
    )
    return createHash('sha256').update(lines.join('\n')).digest('hex')
  } catch {
    return undefined
  }
}

/**
 * What `CURRENT_BUILD` says of a build.
 * @param build its folder, in `folder`
 * @param sources the hash of what it was made of
 */
export const describeBuild = (folder, build, sources) => ({
  program: `${build}/program.js`,
  sizes: Object.fromEntries(filesIn(folder, [build]).map(({ path, stats }) => [path, stats.size])),
  sources,
})

/** The program of the current build, a path in the folder. Undefined where there is none, or where files of it are missing or damaged. */
export function findBuild(folder) {
  try {
    const { program, sizes, sources } = JSON.parse(readFileSync(join(folder, CURRENT_BUILD), 'utf8'))
    const isWhole = Object.entries(sizes).every(([path, size]) => statSync(join(folder, path)).size === size)
    return isWhole ? { program, sources } : undefined
  } catch {
    return undefined
  }
}

/** Whether a build is made of the sources as they are now. Where these can't be read, they couldn't be run either. */
export function isOfSources(folder, { sources }) {
  const now = hashOfSources(folder)
  return now === undefined || now === sources
}
