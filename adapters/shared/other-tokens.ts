/** Tokens with a prefix that shows whose they are, Slack's or Hugging Face's: people paste them into the wrong variable. */
export const OTHER_TOKENS = /^(?:xox[a-z]-|xapp-|hf_)/
