type LogLine = (fields: Record<string, unknown>, message: string) => void

export interface Log {
  debug: LogLine
  info: LogLine
  warn: LogLine
  error: LogLine
}
