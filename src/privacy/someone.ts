/** Stands for a person who was forgotten. */
export const SOMEONE = 'someone'
