import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { Fuzzer } from '../support/fuzz/fuzzer.ts'
import { hunt } from '../support/fuzz/hunt.ts'
import type { StepInvariant } from '../support/fuzz/invariant.ts'
import { careful, type Mix, wild } from '../support/fuzz/mix.ts'
import { fromReport, reportOf } from '../support/fuzz/report.ts'
import { requests } from '../support/fuzz/requests.ts'
import { toJson } from '../support/fuzz/template.ts'
import { rules } from './rules.ts'

/** A bug as it could be: whoever makes a customer loses it. */
const customersAreLost: StepInvariant = ({ id, answer }) =>
  id === 'oak.createCustomer' && answer.status === 200 ? ['a customer was lost'] : []

const fuzzer = await Fuzzer.open({ ...rules, steps: [...rules.steps, customersAreLost] })
const { contract, targets, document } = fuzzer
const checker = await contract.checker()
afterAll(() => fuzzer.close())

type Body = { text: string; schema: string }

/** The JSON bodies that are planned for an operation, as they are sent before anybody has said anything. */
function bodiesOf(id: string, mix: Mix): Body[] {
  const target = fuzzer.target(id)
  const schema = target.operation.body?.schemas.get('application/json')
  if (schema === undefined) return []
  const plans = fc.sample(requests(target, document, mix), { seed: 1, numRuns: 60 })
  return plans.flatMap(({ body }) =>
    body.kind === 'json' ? [{ text: toJson(body.value, () => undefined), schema }] : [],
  )
}

const isValid = ({ text, schema }: Body): boolean => checker.conforms(schema, JSON.parse(text)).length === 0

const ids = targets.map(({ operation }) => operation.id).filter((id) => bodiesOf(id, careful).length > 0)

/** Of how many of them that is true. */
const share = (bodies: readonly Body[], isSo: (body: Body) => boolean): number =>
  bodies.filter(isSo).length / bodies.length

test('what is made for the contract is what the contract takes', () => {
  const shares = ids.map((id) => [id, share(bodiesOf(id, careful), isValid)] as const)

  expect(ids.length).toBeGreaterThan(50)
  expect(shares.filter(([, valid]) => valid < 0.5)).toEqual([])
  expect(shares.reduce((sum, [, valid]) => sum + valid, 0) / ids.length).toBeGreaterThan(0.95)
})

test('what is made beside it is not, often enough', () => {
  const shares = ids.map((id) => share(bodiesOf(id, wild), (body) => !isValid(body)))

  expect(Math.min(...shares)).toBeGreaterThan(0)
  expect(shares.reduce((sum, wrong) => sum + wrong, 0) / ids.length).toBeGreaterThan(0.1)
})

test('what goes wrong is found, once, and with no more requests than it takes', { timeout: 60_000 }, async () => {
  const findings = await hunt(fuzzer, { seed: 1, cases: 500, isComplete: false })
  const [finding] = findings
  if (!finding) throw new Error('Nothing was found')
  const report = reportOf(finding, 1)

  expect(findings).toHaveLength(1)
  expect(finding.message).toBe('a customer was lost')
  // Somebody listens for its webhooks.
  expect(finding.steps).toHaveLength(2)
  expect(report).toMatch(/curl -sS -X POST 'http:\/\/localhost:4010\/oak\/api\/v1\/customers' -H/)
  const replayed = fuzzer.replay(fromReport(report.split('\n').at(-1) ?? ''))
  await expect(replayed).rejects.toThrow('a customer was lost')
})
