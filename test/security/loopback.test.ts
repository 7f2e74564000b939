import { once } from 'node:events'
import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { expect, onTestFinished, test } from 'vitest'
import { startProcess } from '../support/process.ts'
import { freshSandbox } from '../support/sandbox.ts'

/** The other addresses of this machine; all of 127.0.0.0/8 is its own on Linux. */
const OTHERS = [
  ...Object.values(networkInterfaces()).flatMap((addresses = []) => addresses.map(({ address }) => address)),
  ...(process.platform === 'linux' ? ['127.0.0.2'] : []),
].filter((address) => address !== '127.0.0.1' && !address.startsWith('fe80:'))

async function isReached(host: string, url: string): Promise<boolean> {
  const socket = connect(Number(new URL(url).port), host)
  onTestFinished(() => void socket.destroy())
  return await once(socket, 'connect').then(
    () => true,
    () => false,
  )
}

async function reachedFrom(hosts: string[], url: string): Promise<string[]> {
  const reached = await Promise.all(hosts.map((host) => isReached(host, url)))
  return hosts.filter((_, at) => reached[at])
}

test('a process that is not told where to listen is reached at 127.0.0.1 and nowhere else', async () => {
  const { url } = await startProcess('--memory')

  expect(await reachedFrom(['127.0.0.1', ...OTHERS], url)).toEqual(['127.0.0.1'])
})

test('a sandbox of the library that is not told where to listen is reached at 127.0.0.1 and nowhere else', async () => {
  const sandbox = await freshSandbox()
  const { url } = await sandbox.listen({ port: 0 })

  expect(await reachedFrom(['127.0.0.1', ...OTHERS], url)).toEqual(['127.0.0.1'])
})

test('a sandbox that is told to is reached at every address', async () => {
  const sandbox = await freshSandbox()
  const { url } = await sandbox.listen({ host: '0.0.0.0', port: 0 })
  const fourth = OTHERS.filter((address) => !address.includes(':'))

  expect(await reachedFrom(fourth, url)).toEqual(fourth)
})
