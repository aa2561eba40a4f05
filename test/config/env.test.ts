import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { PLATFORMS } from '../../adapters/platforms.ts'
import { ConfigError } from '../../config/config-error.ts'
import { readConfiguration } from '../../config/env.ts'
import { envSchema } from '../../config/schema.ts'

const read = (env: Record<string, string>) => readConfiguration(env, PLATFORMS)

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    read(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}

describe('the environment', () => {
  it('may be empty', () => {
    expect(read({}).env).toMatchObject({
      PORT: 8080,
      HOST: '127.0.0.1',
      DEFAULT_TIME: '09:00',
      COLLECT_MINUTES: 15,
      ARXIV_CATEGORIES: [],
      ARXIV_FEED: 'https://rss.arxiv.org',
    })
  })

  it('treats an empty or blank value as absent', () => {
    expect(read({ PORT: '', SLACK_BOT_TOKEN: '  ', HF_TOKEN: '' })).toEqual(read({}))
  })

  it('is rejected with one line per problem, naming the variable and what it should be', () => {
    expect(
      problemsOf({
        PORT: 'eighty',
        DEFAULT_TIMEZONE: 'IST',
        DEFAULT_TIME: '9am',
        HF_ENDPOINT: 'javascript:alert(1)',
        DATABASE_URL: 'mysql://db',
        COLLECT_MINUTES: '0',
        LOG_LEVEL: 'loud',
        SECRET_KEY: 'short',
        ARXIV_CATEGORIES: 'cs.CL,cs.LGG',
      }),
    ).toEqual([
      expect.stringMatching(/^DATABASE_URL: should be sqlite:PATH/),
      expect.stringMatching(/^HF_ENDPOINT: should be a URL/),
      expect.stringMatching(/^ARXIV_CATEGORIES: should be categories of arXiv, .* Did you mean cs\.LG\?$/),
      expect.stringMatching(/^PORT: should be a port number/),
      expect.stringMatching(/^SECRET_KEY: should be 32 bytes/),
      expect.stringMatching(/^DEFAULT_TIMEZONE: should be a time zone/),
      expect.stringMatching(/^DEFAULT_TIME: should be a time such as 09:00/),
      expect.stringMatching(/^COLLECT_MINUTES: should be a whole number of minutes, from 1 to 1440/),
      expect.stringMatching(/^LOG_LEVEL: should be debug, info/),
    ])
  })

  it('never repeats a value, because it may be a secret', () => {
    const problems = problemsOf({ SLACK_BOT_TOKEN: 'xapp-very-secret', SLACK_APP_TOKEN: 'xoxb-very-secret' })
    expect(problems).toHaveLength(2)
    expect(problems.join()).not.toContain('very-secret')
  })

  it.each([
    [{ SLACK_BOT_TOKEN: 'xoxb-1' }, /^SLACK_APP_TOKEN: is missing/],
    [{ SLACK_APP_TOKEN: 'xapp-1' }, /^SLACK_BOT_TOKEN: is missing/],
    [{ DISCORD_PUBLIC_KEY: 'a0'.repeat(32) }, /^DISCORD_TOKEN: is missing beside DISCORD_PUBLIC_KEY; it is/],
  ])('says what is missing: %j', (env, problem) => {
    expect(problemsOf(env)).toEqual([expect.stringMatching(problem)])
  })

  const MANY = {
    SLACK_CLIENT_ID: '1.2',
    SLACK_CLIENT_SECRET: 'made-up',
    SLACK_STATE_SECRET: 'made-up-state-secret',
    SECRET_KEY: Buffer.alloc(32, 1).toString('base64'),
    PUBLIC_URL: 'https://papers.example/',
  }
  const without = (name: string) => Object.entries(MANY).filter(([each]) => each !== name)

  it.each([
    ['one workspace by Socket Mode', { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' }],
    ['one workspace by HTTP', { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's' }],
    ['many workspaces by Socket Mode', { ...MANY, SLACK_APP_TOKEN: 'xapp-1' }],
    ['many workspaces by HTTP', { ...MANY, SLACK_SIGNING_SECRET: 's' }],
    [
      'many workspaces on this machine',
      { ...MANY, SLACK_SIGNING_SECRET: 's', PUBLIC_URL: 'http://127.0.0.1:8080' },
    ],
  ])('sets Slack up for %s', (_, env) => {
    expect(read(env).chats.map(({ platform }) => platform.name)).toEqual(['slack'])
  })

  const REFUSED: [env: Record<string, string>, problems: RegExp[]][] = [
    [{ ...MANY }, [/^SLACK_SIGNING_SECRET: is missing for HTTP mode; .*SLACK_APP_TOKEN for Socket Mode$/]],
    [
      { ...MANY, SLACK_SIGNING_SECRET: 's', SLACK_BOT_TOKEN: 'xoxb-1' },
      [/^SLACK_BOT_TOKEN: is for one workspace, and SLACK_CLIENT_ID.*; leave out the one or the others$/],
    ],
    ...Object.keys(MANY).map((name): [Record<string, string>, RegExp[]] => [
      { ...Object.fromEntries(without(name)), SLACK_SIGNING_SECRET: 's' },
      [new RegExp(`^${name}: is missing`)],
    ]),
    [
      { SLACK_CLIENT_ID: '1' },
      ['SLACK_CLIENT_SECRET', 'SLACK_STATE_SECRET', 'SLACK_SIGNING_SECRET', 'SECRET_KEY', 'PUBLIC_URL'].map(
        name => new RegExp(`^${name}: is missing`),
      ),
    ],
    ...['http://papers.example', 'http://127.0.0.1.example', 'http://10.0.0.1:8080'].map(
      (url): [Record<string, string>, RegExp[]] => [
        { ...MANY, SLACK_SIGNING_SECRET: 's', PUBLIC_URL: url },
        [/^PUBLIC_URL: should begin with https:/],
      ],
    ),
    [
      { ...MANY, SLACK_SIGNING_SECRET: 's', SLACK_STATE_SECRET: 'short' },
      [/^SLACK_STATE_SECRET: should have at least 16 characters$/],
    ],
  ]

  it.each(REFUSED)('says what many workspaces take: %j', (env, problems) => {
    expect(problemsOf(env)).toEqual(problems.map(problem => expect.stringMatching(problem)))
  })

  it('takes several keys, and refuses what isn’t one', () => {
    const [one, two] = [1, 2].map(byte => Buffer.alloc(32, byte))
    const keys = [one, two].map(key => key?.toString('base64')).join(', ')
    expect(read({ SECRET_KEY: keys }).env.SECRET_KEY).toEqual([one, two])
    const wrong = [
      'short',
      `${keys},`,
      `${keys} ${keys}`,
      Buffer.alloc(31).toString('base64'),
      'x'.repeat(44),
    ]
    for (const SECRET_KEY of wrong) {
      expect(problemsOf({ SECRET_KEY })).toEqual([expect.stringMatching(/^SECRET_KEY: should be 32 bytes/)])
    }
  })

  it.each([
    [{ PORT: '0x50' }, 'PORT: should be a port number'],
    [{ PORT: '1e3' }, 'PORT: should be a port number'],
    [{ PORT: '8080.0' }, 'PORT: should be a port number'],
    [{ PORT: '65536' }, 'PORT: should be a port number'],
    [{ COLLECT_MINUTES: '0' }, 'COLLECT_MINUTES: should be a whole number of minutes'],
    [{ COLLECT_MINUTES: '1441' }, 'COLLECT_MINUTES: should be a whole number of minutes'],
    [{ KEEP_HISTORY_DAYS: '36501' }, 'KEEP_HISTORY_DAYS: should be a whole number of days'],
    [{ KEEP_HISTORY_DAYS: '1e308' }, 'KEEP_HISTORY_DAYS: should be a whole number of days'],
    [
      { DEFAULT_TIMEZONE: 'IST' },
      'such as Europe/Paris or UTC; this can mean Asia/Kolkata, Asia/Jerusalem or',
    ],
    [{ DEFAULT_TIMEZONE: 'UTC+15' }, 'DEFAULT_TIMEZONE: should be a time zone'],
    ...[
      'https:papers.example',
      'https:/papers.example',
      'https:///papers.example',
      'https://a.example;',
      'https://a.example,https://b.example',
      'https://a.example/ https://b.example',
      'https://a.example/x,https://b.example',
      'https://.',
      'https://-',
      'https://a.example/my papers',
      'https://a.example/"x"',
    ].map((url): [Record<string, string>, string] => [{ PUBLIC_URL: url }, 'PUBLIC_URL: should be ']),
    [
      { HF_TOKEN: 'xoxb-1' },
      'HF_TOKEN: should be a token of Hugging Face, which begins with hf_; this is another',
    ],
    [
      { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'xapp-1' },
      'SLACK_SIGNING_SECRET: should be the Signing Secret under Basic Information of your app; this is another token',
    ],
    [
      { DISCORD_TOKEN: 'xoxb-1' },
      'DISCORD_TOKEN: should be the token on the Bot page of the application; this is',
    ],
    [
      { DISCORD_TOKEN: 'a0'.repeat(32) },
      'DISCORD_TOKEN: should be the token on the Bot page of the application, not',
    ],
    [{ DISCORD_TOKEN: '123456789012345678' }, 'DISCORD_TOKEN: should be the token on the Bot page'],
    [{ HF_ENDPOINT: 'https://a.example/?mirror=1' }, 'HF_ENDPOINT: should end before a question mark'],
    [{ ARXIV_ENDPOINT: 'https://a.example#x' }, 'ARXIV_ENDPOINT: should end before a question mark'],
    [
      { DISCORD_TOKEN: 'x', DISCORD_PUBLIC_KEY: 'a0'.repeat(31) },
      'DISCORD_PUBLIC_KEY: should be the Public Key on the application',
    ],
    [{ DISCORD_TOKEN: 'x', DISCORD_PUBLIC_KEY: 'a0'.repeat(33) }, 'DISCORD_PUBLIC_KEY: should be'],
    [{ DISCORD_TOKEN: 'x', DISCORD_PUBLIC_KEY: 'g0'.repeat(32) }, 'DISCORD_PUBLIC_KEY: should be'],
    [
      { DISCORD_TOKEN: 'x', DISCORD_API_URL: 'https://discord.com/api/v10/' },
      'DISCORD_API_URL: should end before the version, as in https://discord.com/api',
    ],
  ])('refuses %j with one line', (env, problem) => {
    expect(problemsOf(env)).toEqual([expect.stringContaining(problem)])
  })

  it.each([
    [{ PORT: '65535' }, { PORT: 65_535 }],
    [{ DEFAULT_TIMEZONE: 'EST' }, { DEFAULT_TIMEZONE: 'America/New_York' }],
    [{ DEFAULT_TIMEZONE: 'berlin' }, { DEFAULT_TIMEZONE: 'Europe/Berlin' }],
    [{ DEFAULT_TIMEZONE: 'europe/paris' }, { DEFAULT_TIMEZONE: 'Europe/Paris' }],
    [{ DEFAULT_TIMEZONE: 'UTC+2' }, { DEFAULT_TIMEZONE: '+02:00' }],
    ...[
      'https://papers.example',
      'HTTPS://Papers.Example:8443',
      'https://münchen.example/papers',
      'https://a_b.example',
      'http://[::1]:8080',
      'https://papers.example/a-b/~c(1),2;3/%20',
    ].map((url): [Record<string, string>, object] => [{ PUBLIC_URL: url }, { PUBLIC_URL: url }]),
    [{ COLLECT_MINUTES: '1440' }, { COLLECT_MINUTES: 1440 }],
    [{ KEEP_HISTORY_DAYS: '36500' }, { KEEP_HISTORY_DAYS: 36_500 }],
  ])('takes %j', (env, values) => {
    expect(read(env).env).toMatchObject(values)
  })

  it.each([
    'postgres://localhost/papers',
    'postgresql://ada:p%40ss@db.example:6432/paper_round?sslmode=verify-full',
    'postgres:///papers?host=/var/run/postgresql',
    'postgres://[::1]/papers',
  ])('takes the database %s on a server', url => {
    expect(read({ DATABASE_URL: ` ${url} ` }).env.DATABASE_URL).toBe(url)
  })

  it.each([
    ['postgres://localhost', 'should end with the name of the database'],
    ['postgres://localhost/', 'should end with the name of the database'],
    ['postgres://localhost/a/b', 'should end with the name of the database'],
    ['postgres://ada:secret/word@localhost/papers', 'in a password, write / as %2F'],
    ['postgres://ada:secret%word@localhost/papers', 'should have % written as %25'],
    ['postgres://ada:secret@localhost/papers#1', 'should have # written as %23'],
    ['postgres://localhost:99999/papers', 'should be like postgres://USER:PASSWORD@HOST:5432/NAME'],
    ['postgres://ada:$PASSWORD@localhost/papers', 'variables in it are not replaced'],
    ['postgres://ada:secret@localhost/my papers', 'should have no spaces'],
    ['postgres://localhost/papers?sslmode=yes', 'should have an sslmode of disable, prefer, require'],
    ['postgres:papers', 'should be sqlite:PATH, such as sqlite:./data/paper-round.db, or postgres://'],
  ])('refuses the database %s on a server without repeating it', (url, problem) => {
    const problems = problemsOf({ DATABASE_URL: url })
    expect(problems).toEqual([expect.stringContaining(`DATABASE_URL: `)])
    expect(problems[0]).toContain(problem)
    expect(problems[0]).not.toContain('secret')
  })

  it.each([
    ['sqlite:./data/a.db', './data/a.db'],
    ['sqlite:a.db', 'a.db'],
    ['sqlite://a.db', 'a.db'],
    ['sqlite://./a.db', './a.db'],
    ['sqlite:/var/a.db', '/var/a.db'],
    ['sqlite:///var/a.db', '/var/a.db'],
    ['sqlite:~/a.db', '~/a.db'],
    ['sqlite://~/a.db', '~/a.db'],
    ['SQLite: a b.db', 'a b.db'],
  ])('takes the database %s for the path %s', (url, path) => {
    expect(read({ DATABASE_URL: url }).env.DATABASE_URL).toBe(path)
  })

  it.each([
    ['sqlite::memory:', 'in memory'],
    ['sqlite://:memory:', 'in memory'],
    ['sqlite:file::memory:?cache=shared', 'in memory'],
    ['sqlite:', 'not a folder'],
    ['sqlite://', 'not a folder'],
    ['sqlite:./data/', 'not a folder'],
    ['sqlite:~', 'not a folder'],
    ['sqlite:..', 'not a folder'],
    ['sqlite:~ada/a.db', 'your own home folder'],
    ['sqlite:$HOME/a.db', 'variables in it are not replaced'],
    [`sqlite:$${'{HOME}'}/a.db`, 'variables in it are not replaced'],
    ['sqlite:%USERPROFILE%/a.db', 'variables in it are not replaced'],
    ['sqlite:///my%20data/a.db', 'without %20'],
    ['sqlite:a\0b.db', 'no control characters'],
    ['sqlite:a\tb.db', 'no control characters'],
    ['sqlite:a.db?mode=rwc', 'no options after a question mark'],
    ['sqlite:./a.db # beside the bot', 'no comment behind the path'],
    ['file:./a.db', 'should be sqlite:PATH, such as sqlite:./data/paper-round.db'],
    ['file:///var/a.db', 'should be sqlite:PATH'],
    ['./a.db', 'should be sqlite:PATH'],
    ['"sqlite:./a.db"', 'should be sqlite:PATH'],
  ])('refuses the database %s: %s', (url, problem) => {
    expect(problemsOf({ DATABASE_URL: url })).toEqual([expect.stringContaining(problem)])
  })

  it('is what .env.example names', () => {
    const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8')
    const named = [...example.matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name)
    expect(named.toSorted()).toEqual(
      [...Object.keys(envSchema.shape), ...PLATFORMS.flatMap(({ variables }) => variables)].toSorted(),
    )
  })

  it('has in .env.example only values that it accepts', () => {
    const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8')
    const values = [...example.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [
      name,
      value,
    ])
    expect(read(Object.fromEntries(values))).toEqual(read({}))
  })
})
