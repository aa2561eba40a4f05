#!/usr/bin/env -S node --max-semi-space-size=2 --max-old-space-size=1024
import { existsSync, readFileSync } from 'node:fs'
import module from 'node:module'
import { constants } from 'node:os'
import { dirname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findBuild, isOfSources } from './build.js'

// The one way to start Paper Round. Plain JavaScript that runs on any Node from 18 on: it goes on in this process where Node is new
// enough, and otherwise in the Node that the checkout brings.

// Before anything is loaded that may remember the zone: logs, and libraries that ask for local time, don't depend on the machine.
process.env.TZ = 'UTC'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']
/** Set in the environment of the process that this one hands over to. */
const HANDED_OVER = 'PAPER_ROUND_HANDED_OVER'
/**
 * The size of the heap can only be set from outside. The first collection of papers would blow the young one up to 64 MB for good; and the
 * larger the old one may become, the more of it Node leaves unused: 80 MB more where a machine has much memory.
 */
const HEAP_FLAGS = ['--max-semi-space-size=2', '--max-old-space-size=1024']
const SHELLS = ['sh', 'dash', 'ash', 'bash']
const PARENT_CHECK_MS = 500

const folder = dirname(dirname(fileURLToPath(import.meta.url)))
const needed = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).engines.node.replace('>=', '')

function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number)
  const [neededMajor, neededMinor] = needed.split('.').map(Number)
  return major > neededMajor || (major === neededMajor && minor >= neededMinor)
}

/** The Node of the optional dependency `node`, here or in the project that we are a dependency of. */
function findBroughtNode() {
  try {
    const manifest = module.createRequire(import.meta.url).resolve('node/package.json')
    const { version, bin } = JSON.parse(readFileSync(manifest, 'utf8'))
    const file = join(dirname(manifest), bin.node)
    // Without its install script there is the package, but no Node in it.
    return isNewEnough(version) && existsSync(file) ? file : undefined
  } catch {
    return undefined
  }
}

/** The process that we are the child of; where that is a shell, which may outlive npm, also the shell's parent. Linux only for the latter. */
function parents() {
  const parent = process.ppid
  try {
    const [, shell, grandparent] =
      readFileSync(`/proc/${parent}/stat`, 'utf8').match(/\((.*)\) \S (\d+)/s) ?? []
    if (SHELLS.includes(shell)) return `${parent} ${grandparent}`
  } catch {
    // Not Linux, or the parent has just ended.
  }
  return String(parent)
}

/**
 * Stops in order when the process that started us has ended: npm passes on SIGTERM to a shell, which ends without passing it on, and
 * SIGHUP to nobody (npm/cli#6684). Only below npm and below ourselves: whoever else starts us may end before us.
 */
function stopWithParent() {
  if (!process.env.npm_lifecycle_event && !process.env[HANDED_OVER]) return
  const first = parents()
  const check = setInterval(() => {
    if (parents() === first) return
    clearInterval(check)
    process.kill(process.pid, 'SIGTERM')
  }, PARENT_CHECK_MS)
  check.unref()
}

/** Until the program has loaded. As PID 1 of a container a process has no default action for signals. */
function endOnSignals() {
  for (const signal of SIGNALS) process.once(signal, () => process.exit(128 + constants.signals[signal]))
}

function giveUp(problem) {
  const isPackage = folder.split(sep).includes('node_modules')
  const otherWay = isPackage ? '' : `, or run \`npm ci\` in ${folder}, which brings one`
  console.error(
    `Paper Round needs Node ${needed} or newer; this is ${process.version}${problem}. Install Node from https://nodejs.org${otherWay}.`,
  )
  process.exit(1)
}

/**
 * The program as `npm run build` has bundled it, which starts faster; or in a checkout its sources, where they or the libraries aren't those of
 * the build. A package and an image have no sources.
 */
function program() {
  const build = findBuild(folder)
  if (!existsSync(join(folder, 'src/cli/program.ts'))) {
    if (build) return `../${build.program}`
    console.error(`Files of Paper Round in ${join(folder, 'dist')} are missing or damaged. Install it again.`)
    process.exit(1)
  }
  return build && isOfSources(folder, build) ? `../${build.program}` : './cli/program.ts'
}

/** A fresh clone has no dependencies yet, which is not an error that needs a stack trace. */
async function runHere() {
  try {
    await import(program())
  } catch (error) {
    const isMissing = ['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'].includes(error.code)
    const [, missing] = (isMissing && /(?:package|module) '([\w@][^']*)'/.exec(error.message)) || []
    if (!missing) throw error
    console.error(
      `Paper Round's dependencies are not installed: ${missing} is missing. Run \`npm ci\` in ${folder}.`,
    )
    process.exit(1)
  }
}

/** Runs the same command in another Node: its arguments, signals, streams and the way it ends are ours. */
async function handOver(node) {
  const { spawn } = await import('node:child_process')
  // Of two values of a flag, Node takes the last one.
  const args = [...HEAP_FLAGS, ...process.execArgv, fileURLToPath(import.meta.url), ...process.argv.slice(2)]
  const child = spawn(node, args, { stdio: 'inherit', env: { ...process.env, [HANDED_OVER]: '1' } })
  child.on('error', error => giveUp(`, and the one in ${node} does not start (${error.code})`))
  // An interrupt on a terminal reaches the child twice, from there and from here; it counts those that come together as one.
  // On Windows all processes of a console get it from there, and a signal from us would kill.
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (process.platform !== 'win32') child.kill(signal)
    })
  }
  child.on('exit', (code, signal) => {
    if (!signal) process.exit(code ?? 1)
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
    // Where that did not end us, as for PID 1 of a container.
    process.exit(128 + constants.signals[signal])
  })
}

if (isNewEnough(process.versions.node) || process.env[HANDED_OVER]) {
  endOnSignals()
  stopWithParent()
  module.enableCompileCache?.()
  await runHere()
} else {
  const node = findBroughtNode()
  if (!node) giveUp('')
  stopWithParent()
  await handOver(node)
}
