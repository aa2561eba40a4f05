import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseCommandLine } from '../../src/commands/parse.ts'
import { COMMAND_REGISTRY, findCommand, type RegisteredCommand } from '../../src/commands/registry.ts'
import { distinct, documentedCode, ROOT } from './documented.ts'

const COMMANDS: readonly RegisteredCommand[] = COMMAND_REGISTRY
const all = distinct(documentedCode())

describe('a /papers command in the documentation', () => {
  const commands = all.filter(({ text }) => /^\/papers /.test(text))

  it.each(commands.map(({ text, at }) => [text, at]))(
    '%s (%s) is one, with no more parameters than it has',
    text => {
      const [line = '', ...parameters] = text.replaceAll('\\|', '|').split(/ (?=[[<])/)
      const { name, args } = parseCommandLine({ text: line, origin: 'typed' })
      const command = findCommand(name)
      expect(command).toMatchObject({ name: name || 'help' })
      expect(command?.hidden ?? false).toBe(false)
      if (args === '') expect(parameters.length).toBeLessThanOrEqual(command?.parameters?.length ?? 0)
    },
  )

  it('is there for each command that people can type', () => {
    const documented = commands.map(({ text }) => parseCommandLine({ text, origin: 'typed' }).name)
    const visible = COMMANDS.filter(({ hidden }) => !hidden).map(({ name }) => name)
    expect(visible.filter(name => !documented.includes(name))).toEqual([])
  })
})

describe('an npm command in the documentation', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  const commands = all.flatMap(({ text, at }) => text.split(' && ').map(part => ({ text: part, at })))

  it.each(
    commands.filter(({ text }) => /^npm (run|test|start)\b/.test(text)).map(({ text, at }) => [text, at]),
  )('%s (%s) is one of package.json', text => {
    const [, run, name = ''] = /^npm (run )?([\w:]+)/.exec(text) ?? []
    expect(Object.keys(scripts)).toContain(run ? name : text.split(' ')[1])
  })

  it.each(
    commands.filter(({ text }) => /^(node|npx vitest run) \S+/.test(text)).map(({ text, at }) => [text, at]),
  )('%s (%s) names files that exist', text => {
    const paths = text.split(' ').filter(word => /^(test|src|adapters)\//.test(word))
    expect(paths.filter(path => !existsSync(join(ROOT, path)))).toEqual([])
  })
})
