import type { Nothing } from './compose.ts'

const ASK = '/papers post sends the next best.'

/** Why there is nothing to post, in a sentence for a person. The same in every command. */
export function nothingText({ reason, remaining }: Nothing): string {
  switch (reason) {
    case 'no match':
      return "No paper of these days matches the channel's topics."
    case 'left out':
      return `What is new matches the topics but is left out by the settings of this channel${remaining > 0 ? `; ${ASK}` : '.'}`
    case 'nothing new':
      return remaining > 0
        ? `Nothing new since the last digest; ${ASK}`
        : 'Nothing new since the last digest, and the settings of this channel leave out the rest.'
    case 'all posted':
      return 'Nothing new: every paper of these days that matches the topics was posted here already.'
  }
}
