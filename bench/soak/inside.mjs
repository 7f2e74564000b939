// Preloaded into the server: on each SIGUSR2 it collects its garbage and writes how it is as a line of its standard error.
import { readdirSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { getHeapCodeStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

const MB = 1024 * 1024

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc')
const delay = monitorEventLoopDelay({ resolution: 2 })
delay.enable()

process.on('SIGUSR2', () => {
  const loop = { delayMs: delay.percentile(99) / 1e6, blockedMs: delay.max / 1e6 }
  // What the first one finalizes is garbage for the second.
  collect()
  collect()
  const { heapUsed, external, rss } = process.memoryUsage()
  const { code_and_metadata_size, bytecode_and_metadata_size } = getHeapCodeStatistics()
  const code = code_and_metadata_size + bytecode_and_metadata_size
  const memory = { dataMb: (heapUsed + external - code) / MB, codeMb: code / MB, residentMb: rss / MB }
  const resources = process.getActiveResourcesInfo().length
  process.stderr.write(`inside ${JSON.stringify({ ...memory, files: openFiles(), resources, ...loop })}\n`)
  delay.reset()
})

/** How many files and sockets are open; null where the system does not say. */
function openFiles() {
  try {
    // One of them is the folder that is read.
    return readdirSync('/proc/self/fd').length - 1
  } catch {
    return null
  }
}
