/** A scheduled edition's name within its channel: its slot to the minute, `2026-11-23T09:00Z`. @param slotAt ms UTC */
export const editionOf = (slotAt: number): string => `${new Date(slotAt).toISOString().slice(0, 16)}Z`
