/** A place in a random source's sequence. */
export type Mark = readonly [number, number, number, number]

/**
 * A seeded source of chance (sfc32). Its whole state is four 32-bit words, so it can be stored with the rows it made
 * and goes on where it stopped after a restart.
 */
export class Random {
  #words: [number, number, number, number]

  private constructor(words: [number, number, number, number]) {
    this.#words = words
  }

  static seeded(seed: number | string): Random {
    let hash = 0x9e3779b9
    for (const character of String(seed)) hash = Math.imul(hash ^ character.charCodeAt(0), 0x85ebca6b) >>> 0
    const next = (): number => {
      hash = (hash + 0x9e3779b9) >>> 0
      let mixed = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad)
      mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
      return (mixed ^ (mixed >>> 15)) >>> 0
    }
    const random = new Random([next(), next(), next(), 1])
    for (let round = 0; round < 12; round++) random.#draw()
    return random
  }

  /** Where it is now: to be compared with, or to go back to. */
  mark(): Mark {
    const [a, b, c, d] = this.#words
    return [a, b, c, d]
  }

  isAt(mark: Mark): boolean {
    const [a, b, c, d] = this.#words
    return a === mark[0] && b === mark[1] && c === mark[2] && d === mark[3]
  }

  goBackTo(mark: Mark): void {
    this.#words = [...mark]
  }

  /** The state, as 32 hexadecimal digits. */
  get state(): string {
    return this.#words.map((word) => word.toString(16).padStart(8, '0')).join('')
  }

  set state(text: string) {
    const [a, b, c, d] = [0, 8, 16, 24].map((at) => Number.parseInt(text.slice(at, at + 8), 16) >>> 0)
    this.#words = [a ?? 0, b ?? 0, c ?? 0, d ?? 1]
  }

  /** A whole number from `low` to `high`, both included. */
  integer(low: number, high: number): number {
    return low + Math.floor((this.#draw() / 2 ** 32) * (high - low + 1))
  }

  pick<T>(values: readonly [T, ...T[]]): T {
    return values[this.integer(0, values.length - 1)] ?? values[0]
  }

  /** That many hexadecimal digits. */
  hex(digits: number): string {
    let text = ''
    while (text.length < digits) text += this.#draw().toString(16).padStart(8, '0')
    return text.slice(0, digits)
  }

  /** A version 4 UUID. */
  uuid(): string {
    const hex = this.hex(32)
    const variant = this.pick(['8', '9', 'a', 'b'])
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`
  }

  #draw(): number {
    const words = this.#words
    const [a, b, c, d] = words
    const drawn = (a + b + d) >>> 0
    words[0] = (b ^ (b >>> 9)) >>> 0
    words[1] = (c + (c << 3)) >>> 0
    words[2] = (((c << 21) | (c >>> 11)) + drawn) >>> 0
    words[3] = (d + 1) >>> 0
    return drawn
  }
}
