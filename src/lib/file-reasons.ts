import { messageOf } from './errors.ts'

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'this user may not read it',
  EISDIR: 'it is a folder',
}

/** Why a file can't be read, in words for a person. @param others reasons by further error codes */
export function fileReason(error: unknown, others: Readonly<Record<string, string>> = {}): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return { ...REASONS, ...others }[code] ?? messageOf(error)
}
