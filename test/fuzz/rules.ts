import { balancesFollowPayments, documentedMeansApproved, reservesAddUp } from '../support/fuzz/invariants/conomy.ts'
import { monitoredBySubjects, seatsAreSubjects, subjectsAreCurrent } from '../support/fuzz/invariants/legaltalent.ts'
import {
  disputesHavePayments,
  transactionsFollowMovements,
  transactionsFollowPayments,
} from '../support/fuzz/invariants/oak.ts'
import { deliveriesGoSomewhere } from '../support/fuzz/invariants/outbox.ts'
import type { Rules } from '../support/fuzz/rules.ts'

/** What the fuzzer holds against the sandbox beyond the contract. */
export const rules: Rules = {
  invariants: [
    deliveriesGoSomewhere,
    disputesHavePayments,
    monitoredBySubjects,
    reservesAddUp,
    subjectsAreCurrent,
    transactionsFollowMovements,
    transactionsFollowPayments,
  ],
  steps: [balancesFollowPayments, documentedMeansApproved, seatsAreSubjects],
  writes: new Map([
    ['legaltalent.getRiskProfile', 'the profile is calculated when it is asked for anew, or for the first time'],
  ]),
  rare: new Map([['sandbox.getContract', 'its answer is the contract, and takes as long as fifty others']]),
}
