/** What was measured, by row and by column, a number for each run. */
export class Samples {
  #cells = new Map()

  add(row, column, value) {
    const cell = this.#of(row, column)
    cell.push(value)
    this.#cells.set(`${row}|${column}`, cell)
  }

  median(row, column) {
    return median(this.#of(row, column))
  }

  /** The median over all runs of one column against another in the same run, so that a slow minute cancels out. */
  ratio(row, column, against) {
    const others = this.#of(row, against)
    return median(this.#of(row, column).map((value, run) => value / others[run]))
  }

  /** `min / median / max`, or a dash where nothing was measured. */
  text(row, column) {
    const cell = this.#of(row, column)
    if (cell.length === 0) return '-'
    return [Math.min(...cell), median(cell), Math.max(...cell)].map(rounded).join(' / ')
  }

  #of(row, column) {
    return this.#cells.get(`${row}|${column}`) ?? []
  }
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

export const rounded = (value) =>
  Number.isNaN(value)
    ? '?'
    : Math.abs(value) >= 100
      ? Math.round(value).toString()
      : Number(value.toFixed(1)).toString()

/** A Markdown table that can be read as it is. */
export function table(rows) {
  const widths = rows[0].map((_, at) => Math.max(...rows.map((row) => row[at].length)))
  const line = (cells) => `| ${cells.map((cell, at) => cell.padEnd(widths[at])).join(' | ')} |`
  const [head, ...rest] = rows
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rest.map(line)].join('\n')
}
