import { customersIn, grant } from './merchant.mjs'

const token = await grant({ clientId: 'demo-client', clientSecret: 'demo-secret' })
for (const name of await customersIn('BR', token)) console.log(name)
