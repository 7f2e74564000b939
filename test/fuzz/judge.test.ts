import { expect, test } from 'vitest'
import { Contract } from '../../src/contract/contract.ts'
import { Judge } from '../support/fuzz/verdict.ts'

const contract = await Contract.load()
const judge = new Judge(contract, await contract.checker())

const CUSTOMER = contract.operation('conomy-customers.getCustomer')
const WEBHOOK = contract.operation('sandbox.deleteEndpoint')

function answer(status: number, json: unknown, headers: Record<string, string> = {}) {
  const text = json === undefined ? '' : JSON.stringify(json)
  return { status, text, json, headers: new Headers({ 'content-type': 'application/json', ...headers }) }
}

const REFUSAL = { status: 404, code: '31', type: 'notFound', detail: 'x', traceId: crypto.randomUUID() }

test('an answer that the contract promises has no faults', () => {
  expect(judge.faults(answer(404, REFUSAL), CUSTOMER, [])).toEqual([])
  expect(judge.faults(answer(204, undefined), WEBHOOK, [])).toEqual([])
  expect(judge.faults(answer(404, REFUSAL), undefined, ['conomy-customers'])).toEqual([])
})

test.each([
  ['a status that is not in the contract', answer(418, REFUSAL), CUSTOMER, /answers 418, which the contract/],
  ['a body that is not what the status promises', answer(200, REFUSAL), CUSTOMER, /answers 200: /],
  ['a body that has too much', answer(404, { ...REFUSAL, stack: 'at x' }), CUSTOMER, /unevaluated|additional/],
  ['a body where there is none', answer(204, {}), WEBHOOK, /answers 204 with a body/],
  ['another media type', answer(404, REFUSAL, { 'content-type': 'text/html' }), CUSTOMER, /as text\/html, not/],
  ['an error of the sandbox', answer(500, { ...REFUSAL, status: 500 }), CUSTOMER, /it answers 500/],
  ['a refusal of nobody in other words', answer(404, { error: 'no' }), undefined, /no dialect/],
  ['a success of nobody', answer(200, {}), undefined, /an operation that is not in the contract/],
])('%s is noticed', (_what, given, operation, complaint) => {
  expect(judge.faults(given, operation, ['conomy-customers']).join('; ')).toMatch(complaint)
})
