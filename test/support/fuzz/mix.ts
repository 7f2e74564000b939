import fc from 'fast-check'

/** What is usual, and now and then what is strange: once beside so many of the usual. */
export type Mix = <T>(usual: fc.Arbitrary<T>, weight: number, strange: fc.Arbitrary<T>) => fc.Arbitrary<T>

export const wild: Mix = (usual, weight, strange) =>
  fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: strange })

/** Never what is strange. */
export const careful: Mix = (usual) => usual

/** What is strange as often as not. */
export const reckless: Mix = (usual, weight, strange) =>
  fc.oneof({ weight: Math.max(1, Math.round(weight / 12)), arbitrary: usual }, { weight: 1, arbitrary: strange })
