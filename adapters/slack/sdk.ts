import app from '@slack/bolt/dist/App.js'
import http from '@slack/bolt/dist/receivers/HTTPReceiver.js'
import socketMode from '@slack/bolt/dist/receivers/SocketModeReceiver.js'

/**
 * The parts of Bolt that we run. We import only types from its main file, which also loads Express for a receiver that we don't use.
 */
export const App = app.default
export const HTTPReceiver = http.default
export const SocketModeReceiver = socketMode.default
export { LogLevel } from '@slack/bolt/dist/App.js'
export * as HTTPModuleFunctions from '@slack/bolt/dist/receivers/HTTPModuleFunctions.js'
export { isRawBodyError } from '@slack/bolt/dist/receivers/HTTPModuleFunctions.js'
export * as webApi from '@slack/web-api'
