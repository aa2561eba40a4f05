/** What to call a database in messages, without its password: `paper_round at db.example:5432`. */
export function databaseName(url: string): string {
  const { hostname, port, pathname, searchParams } = new URL(url)
  const host = hostname || searchParams.get('host') || 'localhost'
  return `${decodeURIComponent(pathname.slice(1))} at ${host}:${port || '5432'}`
}
