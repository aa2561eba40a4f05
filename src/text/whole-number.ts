/** A whole number that was typed in digits; undefined for anything else: nobody means 16 by `0x10` or 10 by `1e1`. */
export const wholeNumberIn = (typed: string): number | undefined =>
  /^\d{1,15}$/.test(typed.trim()) ? Number(typed) : undefined
