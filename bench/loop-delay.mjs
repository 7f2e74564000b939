// Preloaded into a server: writes, on each SIGUSR2 and at its end, how long its event loop was blocked at worst since.
import { monitorEventLoopDelay } from 'node:perf_hooks'

const delay = monitorEventLoopDelay({ resolution: 2 })
delay.enable()
const tell = () => {
  process.stderr.write(`${delay.max / 1e6}\n`)
  delay.reset()
}
process.on('SIGUSR2', tell)
process.on('exit', tell)
