/** The result of one check. */
export interface Finding {
  what: string
  state: 'ok' | 'warning' | 'fault'
  /** A sentence, with what to do if it isn't ok. */
  text: string
}

export const ok = (what: string, text: string): Finding => ({ what, state: 'ok', text })
export const warning = (what: string, text: string): Finding => ({ what, state: 'warning', text })
export const fault = (what: string, text: string): Finding => ({ what, state: 'fault', text })
