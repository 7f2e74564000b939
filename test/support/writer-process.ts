import { write } from './writer.ts'

await write(process.argv[2] ?? '', console.log)
