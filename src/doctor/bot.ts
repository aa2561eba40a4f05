import { type Finding, ok, warning } from './check.ts'

export const checkBot = (isRunning: boolean): Finding =>
  isRunning
    ? ok('bot', 'is running on this database.')
    : warning('bot', 'is not running on this database. To start it: npm start')
