import { hasServer, SERVER_NAME } from './adapters/postgres/server.ts'
import { validatorsAreThere } from './fakes/validators.ts'
import { hasRecordedDays } from './fixtures/recorded-days.ts'

/** Says once per run what it can't check here. The tests that need recorded data are skipped, and say so themselves. */
export function setup(): void {
  if (!validatorsAreThere) {
    console.warn(
      "The platforms' rules (../shared/validators) are not here: requests to the test servers go unchecked by them.",
    )
  }
  if (!hasRecordedDays) {
    console.warn('The recorded days (../shared/data) are not here: tests on them are skipped.')
  }
  if (!hasServer) {
    console.warn(
      `There is no PostgreSQL server at ${SERVER_NAME}: tests on one are skipped. TEST_POSTGRES_URL names another.`,
    )
  }
}
