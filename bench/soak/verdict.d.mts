export type Sample = {
  minute: number
  dataMb: number
  residentMb: number
  /** Null where the system does not say. */
  files: number | null
  resources: number
}
export function verdict(run: { samples: readonly Sample[]; surprises: number }): string[]
export function slopeOf(samples: readonly Sample[], name: keyof Sample): number
