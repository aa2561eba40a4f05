import { createHmac, randomBytes } from 'node:crypto'

const KEY_BYTES = 32

/** A new random key, base64url. */
export const newHashKey = (): string => randomBytes(KEY_BYTES).toString('base64url')

/** HMAC-SHA-256, base64url: without the key nobody can guess the text by trying. @param key base64url */
export const keyedHash = (key: string, text: string): string =>
  createHmac('sha256', Buffer.from(key, 'base64url')).update(text).digest('base64url')
