/** How one thing stands. */
export interface Finding {
  what: string
  state: 'ok' | 'warning' | 'fault'
  /** In a sentence; with what to do where it isn't ok. */
  text: string
}

export const ok = (what: string, text: string): Finding => ({ what, state: 'ok', text })
export const warning = (what: string, text: string): Finding => ({ what, state: 'warning', text })
export const fault = (what: string, text: string): Finding => ({ what, state: 'fault', text })
