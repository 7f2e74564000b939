import type { Handlers } from '../../contract/types.ts'
import type { Permission } from './tenants.ts'

type OperationName = keyof Handlers<'legaltalent', never>

/**
 * What an operation asks for; one of these is enough. Where pages of the documentation disagree, either is taken, and
 * every write on a customer is `kyc:create`.
 */
export const PERMISSIONS: Readonly<Record<OperationName, readonly Permission[]>> = {
  createCustomer: ['kyc:create'],
  listCustomers: ['kyc:read'],
  getCustomer: ['kyc:read'],
  updateCustomer: ['kyc:create'],
  deactivateCustomer: ['kyc:create'],
  listCustomerSessions: ['kyc:read'],
  getOrganization: ['kyc:read'],
  getRiskProfile: ['kyc:read'],
  monitorCustomer: ['kyc:create', 'watchlist:update'],
  createSession: ['kyc:create'],
  listSessions: ['kyc:read'],
  getSession: ['kyc:read'],
  updateSessionStatus: ['kyc:create'],
  deleteSession: ['kyc:create'],
  generateLink: ['kyc:create'],
  extendSession: ['kyc:create'],
  processSession: ['kyc:create'],
  createSubsession: ['kyc:create'],
  listSubsessions: ['kyc:read'],
  deleteSubsession: ['kyc:create'],
  regenerateSubsessionLink: ['kyc:create'],
  createWorkflow: ['kyc:create'],
  listWorkflows: ['kyc:read'],
  listWorkflowVersions: ['kyc:read'],
  updateWorkflow: ['kyc:create'],
  createWorkflowFromTemplate: ['kyc:create'],
  getWorkflow: ['kyc:read'],
  deleteWorkflow: ['kyc:create'],
  createWatchlist: ['watchlist:create'],
  listWatchlists: ['watchlist:list'],
  getWatchlist: ['watchlist:read'],
  updateWatchlist: ['watchlist:update'],
  deleteWatchlist: ['watchlist:delete'],
  listWatchlistTags: ['watchlist:read'],
  addSubject: ['watchlist:update'],
  addSubjects: ['watchlist:update'],
  listSubjects: ['watchlist:read'],
  listSessionSubjects: ['watchlist:read'],
  tagSubject: ['watchlist:update'],
  removeSubject: ['watchlist:update'],
  runWatchlist: ['watchlist:run', 'watchlist:update'],
  getSeats: ['kyc:read'],
  updateNotificationChannels: ['tenant:manage', 'kyc:create'],
  completeSession: [],
  addPerson: [],
  matchSubject: [],
  listEntries: [],
  addListEntry: [],
  removeListEntry: [],
  setSeats: [],
  createToken: [],
}

/** What has to be there for an operation, by its name. */
export const permissionsFor = (operation: string): readonly string[] =>
  operation in PERMISSIONS ? (Object.entries(PERMISSIONS).find(([name]) => name === operation)?.[1] ?? []) : []
