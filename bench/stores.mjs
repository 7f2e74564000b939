import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { start } from './server.mjs'

/** Makes a data folder as the first start does, with `customers` more in it. */
export async function makeStore(main, folder, customers = 0) {
  await mkdir(folder, { recursive: true })
  const server = await start([main, '--port', '0', '--json', '--data', folder], { path: '/_sandbox/health' })
  await server.stop()
  if (customers === 0) return folder
  const file = join(folder, 'db.json')
  const data = withCustomers(JSON.parse(await readFile(file, 'utf8')), customers)
  await writeFile(file, JSON.stringify(data, null, 2))
  return folder
}

/** Puts that many customers into a state. */
export function withCustomers(data, customers) {
  const rows = data['conomy.customers']
  const [model] = Object.values(rows)
  for (let number = 0; number < customers; number++) {
    const id = `6a${number.toString(16).padStart(22, '0')}`
    rows[id] = { ...model, id, email: `c${number}@example.com`, documentNumber: String(30_000_000_000 + number) }
  }
  return data
}
