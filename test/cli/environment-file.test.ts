import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadEnvironmentFile } from '../../src/cli/environment-file.ts'
import { runCommandLine } from '../fixtures/command-line.ts'

const CHECKOUT = join(import.meta.dirname, '../..')

let project: string
let elsewhere: string
let file: string

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'paper-round-project-'))
  elsewhere = mkdtempSync(join(tmpdir(), 'paper-round-elsewhere-'))
  file = join(project, '.env')
})
afterEach(() => {
  for (const folder of [project, elsewhere]) rmSync(folder, { recursive: true })
})

/** What the environment is once the file was read. */
function load(environment: Record<string, string> = {}): Record<string, string | undefined> {
  const loaded: Record<string, string | undefined> = { ...environment }
  loadEnvironmentFile(loaded, project)
  return loaded
}

describe('the file .env', () => {
  it('is beside package.json, and the database is the same, whatever the working directory', async () => {
    // A copy of the project, whose own file isn't read here.
    for (const name of ['src', 'adapters', 'config', 'package.json']) {
      cpSync(join(CHECKOUT, name), join(project, name), { recursive: true })
    }
    symlinkSync(join(CHECKOUT, 'node_modules'), join(project, 'node_modules'))
    const run = (args: readonly string[]) =>
      runCommandLine(args, { cwd: elsewhere, root: project, env: { ENV_FILE: '' } })
    writeFileSync(file, '\uFEFFLOG_LEVEL=warn\n')
    expect(await run(['deliveries'])).toMatchObject({ code: 0 })
    expect(existsSync(join(project, 'data/paper-round.db'))).toBe(true)
    expect(readdirSync(elsewhere)).toEqual([])
    writeFileSync(file, 'LOG_LEVEL=loud\nPORT: 0')
    expect(await run(['deliveries'])).toMatchObject({
      code: 1,
      stderr: `Settings are missing or wrong:\n  ${file}, line 2: should be NAME=value\n`,
    })
    expect(await run(['--help'])).toMatchObject({ code: 0, stdout: expect.stringContaining('Usage') })
  })

  it.each([
    ['with a byte order mark', '\uFEFFHF_TOKEN=right\n'],
    ['with Windows line ends', 'PORT=0\r\nHF_TOKEN=right\r\n'],
    ['with the line ends of old Macs', 'PORT=0\rHF_TOKEN=right\r'],
    ['with export, quotes and comments', '# mine\n\n  export HF_TOKEN = "right" # a token\n'],
    ['after a value of several lines', 'A="one\ntwo words\n"\nHF_TOKEN=right'],
    ['with a quotation mark in the middle of a value', "A=O'Brien\nHF_TOKEN=right"],
    ['with an empty value', 'A=\nHF_TOKEN=right'],
    ['with a tab after export', 'export\tHF_TOKEN=right'],
    ['with no-break spaces around the name', '\u00A0HF_TOKEN\u00A0=right'],
    ['with a comment behind the value', 'A=# none yet\nHF_TOKEN=right # mine #1'],
    ['with a comment right behind a quoted value', 'HF_TOKEN="right"#mine'],
    ['where it is empty before', 'HF_TOKEN=\nHF_TOKEN=right'],
    ['twice with the same value', 'HF_TOKEN=right\nexport HF_TOKEN="right"'],
    ['with a comment of nearly 1 MB', `${'#'.repeat(999_980)}\nHF_TOKEN=right`],
  ])('%s is read', (_, content) => {
    writeFileSync(file, content)
    expect(load().HF_TOKEN).toBe('right')
  })

  it.each([
    [
      'in UTF-16',
      Buffer.from('\uFEFFHF_TOKEN=secret\n', 'utf16le'),
      ': is in UTF-16; save it again in UTF-8',
    ],
    ['in UTF-16, big-endian', Buffer.from('\uFEFF火\n', 'utf16le').swap16(), ': is in UTF-16;'],
    ['in UTF-16 without a mark', Buffer.from('HF_TOKEN=secret\n', 'utf16le'), ': is in UTF-16;'],
    ['in Latin-1', Buffer.from('HF_TOKEN=sécret\n', 'latin1'), ": isn't in UTF-8;"],
    ['written as YAML', 'PORT=0\nHF_TOKEN: secret\n', ', line 2: should be NAME=value'],
    ['written for PowerShell', '$env:HF_TOKEN="secret"', ', line 1: should be NAME=value'],
    ['written for cmd', 'set HF_TOKEN=secret', ', line 1: should be NAME=value'],
    ['with a name only', 'HF_TOKEN', ', line 1: should be NAME=value'],
    ['with a fault after a long value', 'A="\n\n" # x\nHF_TOKEN secret', ', line 4: should be NAME=value'],
    ['with an open quotation mark', 'A="1"\n\nHF_TOKEN="secret\n', ', line 3: opens a quotation mark'],
    ['with a # that would cut the value off', 'HF_TOKEN=sec#ret', ', line 1: has a # in its value'],
    [
      'with words after the quotation mark',
      'HF_TOKEN="secret" words',
      ', line 1: has more after its closing',
    ],
    ['with a semicolon after the quotation mark', 'A=1\nHF_TOKEN="secret";', ', line 2: has more after its'],
    ['with two quoted values', `HF_TOKEN='secret' "x"`, ', line 1: has more after its closing'],
    ['with an escaped quotation mark', 'HF_TOKEN="a\\"secret"', ', line 1: has more after its closing'],
    [
      'with two values',
      'HF_TOKEN=secret\nPORT=0\nHF_TOKEN=other',
      ', line 3: sets HF_TOKEN again, with another value than line 1; leave only one of them',
    ],
    [
      'with an empty value after another',
      'HF_TOKEN=secret\n\nexport HF_TOKEN=',
      ', line 3: sets HF_TOKEN again',
    ],
    ['larger than 1 MB', '#'.repeat(1_000_001), ': is larger than 1 MB'],
    ['with typographic quotation marks', 'HF_TOKEN=“secret”', ', line 1: should have straight quotation'],
  ])('%s is refused by its name and line, without what may be secret', (_, content, message) => {
    writeFileSync(file, content)
    expect(load).toThrow(`${file}${message}`)
    expect(load).not.toThrow(/secret/)
  })

  it('is refused where it is a folder', () => {
    mkdirSync(file)
    expect(load).toThrow(`${file}: is a folder; it should be a file`)
  })

  it('may be missing', () => {
    expect(load({ PORT: '1' })).toEqual({ PORT: '1' })
  })

  it('leaves alone what is set in the environment, even where that is empty', () => {
    writeFileSync(file, 'PORT=1\nHOST=there\nHF_TOKEN=right')
    expect(load({ PORT: '2', HOST: '' })).toEqual({ PORT: '2', HOST: '', HF_TOKEN: 'right' })
  })

  it('is another one where ENV_FILE names it, which must exist', () => {
    writeFileSync(file, 'HF_TOKEN=wrong')
    const other = join(elsewhere, 'other.env')
    expect(() => load({ ENV_FILE: other })).toThrow(`ENV_FILE: there is no file ${other}`)
    writeFileSync(other, 'HF_TOKEN=right')
    expect(load({ ENV_FILE: other }).HF_TOKEN).toBe('right')
  })
})
