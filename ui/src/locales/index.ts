/**
 * The words of the screens, one file a namespace and a language. Chinese is the original; the
 * English files have the same keys (`locales.test.ts`).
 */
import zhCommon from './zh/common.json'
import zhFrame from './zh/frame.json'
import zhErrors from './zh/errors.json'
import zhVault from './zh/vault.json'
import zhSettings from './zh/settings.json'
import zhToday from './zh/today.json'
import zhCases from './zh/cases.json'
import zhClients from './zh/clients.json'
import zhConflict from './zh/conflict.json'
import zhForm from './zh/form.json'
import zhVisit from './zh/visit.json'
import zhNote from './zh/note.json'
import zhReport from './zh/report.json'
import zhReview from './zh/review.json'
import zhGuide from './zh/guide.json'
import zhVerify from './zh/verify.json'
import zhSearch from './zh/search.json'
import zhStation from './zh/station.json'
import zhSync from './zh/sync.json'
import zhAccess from './zh/access.json'
import zhLate from './zh/late.json'
import enCommon from './en/common.json'
import enFrame from './en/frame.json'
import enErrors from './en/errors.json'
import enVault from './en/vault.json'
import enSettings from './en/settings.json'
import enToday from './en/today.json'
import enCases from './en/cases.json'
import enClients from './en/clients.json'
import enConflict from './en/conflict.json'
import enForm from './en/form.json'
import enVisit from './en/visit.json'
import enNote from './en/note.json'
import enReport from './en/report.json'
import enReview from './en/review.json'
import enGuide from './en/guide.json'
import enVerify from './en/verify.json'
import enSearch from './en/search.json'
import enStation from './en/station.json'
import enSync from './en/sync.json'
import enAccess from './en/access.json'
import enLate from './en/late.json'

export const zh = {
  common: zhCommon,
  frame: zhFrame,
  errors: zhErrors,
  vault: zhVault,
  settings: zhSettings,
  today: zhToday,
  cases: zhCases,
  clients: zhClients,
  conflict: zhConflict,
  form: zhForm,
  visit: zhVisit,
  note: zhNote,
  report: zhReport,
  review: zhReview,
  guide: zhGuide,
  verify: zhVerify,
  search: zhSearch,
  station: zhStation,
  sync: zhSync,
  access: zhAccess,
  late: zhLate,
}

/** The shape of the words: what every language must hold. */
export type Messages = typeof zh

export const en: Messages = {
  common: enCommon,
  frame: enFrame,
  errors: enErrors,
  vault: enVault,
  settings: enSettings,
  today: enToday,
  cases: enCases,
  clients: enClients,
  conflict: enConflict,
  form: enForm,
  visit: enVisit,
  note: enNote,
  report: enReport,
  review: enReview,
  guide: enGuide,
  verify: enVerify,
  search: enSearch,
  station: enStation,
  sync: enSync,
  access: enAccess,
  late: enLate,
}
