import { resolve } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'

const HEAD = `
import type { Handlers, AsyncHandlers, Emit, Input } from '../../src/contract/types.ts'
import { type Context, defineSurface, type Surface } from '../../src/vendors/vendor.ts'
import { levelChanged } from '../../src/vendors/conomy/webhooks.ts'
import type { Customer } from '../../src/vendors/conomy/customer.ts'
type All = Handlers<'conomy-customers', Context<'conomy'>>
declare const all: All
declare const control: AsyncHandlers<'sandbox', object>
declare const emit: Emit<'conomy'>
declare const customer: Customer
declare const rest: Pick<Surface, 'authenticate' | 'admit' | 'renderProblem'>
export const used = [all, control, emit, customer, rest, defineSurface, levelChanged]
export type { Input }
`

/** What a contributor may write, and what the compiler has to say of it: a code, or nothing. */
const SNIPPETS: Record<string, { code: string; error?: RegExp }> = {
  'all handlers of a surface, and no other, compile': {
    code: `defineSurface({ name: 'conomy-customers', handlers: all, ...rest })`,
  },
  'a missing handler does not compile': {
    code: `const { getCustomer, ...fewer } = all
      used.push(getCustomer)
      defineSurface({ name: 'conomy-customers', handlers: fewer, ...rest })`,
    error: /Property '"?getCustomer'?"? is missing/,
  },
  'an extra handler does not compile': {
    code: `defineSurface({ name: 'conomy-customers', handlers: { ...all, burnCustomer: all.getCustomer }, ...rest })`,
    error: /'burnCustomer' does not exist/,
  },
  'a misspelt handler does not compile': {
    code: `export const some = { getCustommer: () => { throw new Error() } } satisfies Partial<All>`,
    error: /'getCustommer' does not exist/,
  },
  'a misspelt surface does not compile': {
    code: `defineSurface({ name: 'conomy-custommers', handlers: all, ...rest })`,
    error: /"conomy-custommers"' is not assignable/,
  },
  'a missing control handler does not compile': {
    code: `const { getHealth, ...fewer } = control
      used.push(getHealth)
      export const operations: AsyncHandlers<'sandbox', object> = fewer`,
    error: /Property 'getHealth' is missing/,
  },
  'a handler that answers what the contract does not promise does not compile': {
    code: `export const some = { getCustomer: () => ({ id: '1' }) } satisfies Partial<All>`,
    error: /is not assignable to type/,
  },
  'a handler that takes its time does not compile': {
    code: `export const some = { getCustomer: (input, context) => Promise.resolve(all.getCustomer(input, context)) } satisfies Partial<All>`,
    error: /Type 'Promise<.*is (not assignable|missing)/s,
  },
  'a field that the contract does not know cannot be read': {
    code: `export const email = (input: Input<'conomy-customers.createCustomer'>) => input.body.emial`,
    error: /Property 'emial' does not exist/,
  },
  'an event with its payload compiles': {
    code: `emit('customer.levelChanged', 'demo-client', levelChanged(customer))`,
  },
  'a misspelt event does not compile': {
    code: `emit('customer.levelChange', 'demo-client', levelChanged(customer))`,
    error: /"customer.levelChange"' is not assignable/,
  },
  'a payload of another event does not compile': {
    code: `emit('payment.settled', 'demo-client', levelChanged(customer))`,
    error: /is not assignable to parameter/,
  },
  'a payload with a misspelt field does not compile': {
    code: `emit('customer.levelChanged', 'demo-client', { ...levelChanged(customer), customre: 1 })`,
    error: /'customre' does not exist/,
  },
}

/** What the compiler says of each snippet, as if it were a file beside this one. */
function compile(): Map<string, string[]> {
  const files = new Map(
    Object.entries(SNIPPETS).map(([title, { code }], at) => [
      resolve(`test/contract/snippet-${at}.ts`),
      { title, code },
    ]),
  )
  const { config } = ts.readConfigFile('tsconfig.json', (file) => ts.sys.readFile(file))
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, '.')
  const host = ts.createCompilerHost(options)
  host.readFile = (file) => (files.has(file) ? HEAD + files.get(file)?.code : ts.sys.readFile(file))
  host.fileExists = (file) => files.has(file) || ts.sys.fileExists(file)
  const program = ts.createProgram([...files.keys()], options, host)
  return new Map(
    [...files].map(([file, { title }]) => [
      title,
      ts
        .getPreEmitDiagnostics(program, program.getSourceFile(file))
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
    ]),
  )
}

const said = compile()

test.each(Object.entries(SNIPPETS))('%s', (title, { error }) => {
  const messages = said.get(title)

  if (error) expect(messages?.join('\n')).toMatch(error)
  else expect(messages).toEqual([])
})
