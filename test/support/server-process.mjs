// The built sandbox on a free port, in the folder it is given, with a journal so short that db.json is replaced all the
// time under load. Prints its URL.
import { createSandbox } from '../../dist/index.mjs'

const [data] = process.argv.slice(2)
const sandbox = await createSandbox({ data, disk: { compactBytes: 20_000, idle: 20 }, warn: () => undefined })
const { url } = await sandbox.listen({ port: 0 })
console.log(url)
