/** JSON Feed 1.1 as a JSON Schema, written after jsonfeed.org/version/1.1. */

const url = { type: 'string', pattern: '^https?://' }
const author = {
  type: 'object',
  minProperties: 1,
  additionalProperties: false,
  properties: { name: { type: 'string', minLength: 1 }, url, avatar: url },
}
/** RFC 3339. */
const date = {
  type: 'string',
  pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)$',
}

const item = {
  type: 'object',
  required: ['id'],
  anyOf: [{ required: ['content_html'] }, { required: ['content_text'] }],
  additionalProperties: false,
  properties: {
    id: { type: 'string', minLength: 1 },
    url,
    external_url: url,
    title: { type: 'string' },
    content_html: { type: 'string' },
    content_text: { type: 'string' },
    summary: { type: 'string' },
    image: url,
    date_published: date,
    date_modified: date,
    authors: { type: 'array', items: author },
    tags: { type: 'array', items: { type: 'string' } },
    language: { type: 'string' },
  },
}

export const jsonFeedSchema = {
  type: 'object',
  required: ['version', 'title', 'items'],
  additionalProperties: false,
  properties: {
    version: { const: 'https://jsonfeed.org/version/1.1' },
    title: { type: 'string', minLength: 1 },
    home_page_url: url,
    feed_url: url,
    description: { type: 'string' },
    next_url: url,
    icon: url,
    favicon: url,
    authors: { type: 'array', items: author },
    language: { type: 'string' },
    expired: { type: 'boolean' },
    items: { type: 'array', items: item },
  },
}
