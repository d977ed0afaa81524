import { createRouter, createWebHashHistory, type RouteLocationNormalized, type RouteRecordRaw, type Router } from 'vue-router'
import LockScreen from '@/features/vault/LockScreen.vue'
import { guardVault } from '@/features/vault/guard'
import { loadFrame } from '@/frame/frame'
import type { WordKey } from '@/shared/words'

declare module 'vue-router' {
  interface RouteMeta {
    /** Where I am, in words; a page may show something closer (`useWhere`). */
    title: WordKey
    /** Shown before the vault is open, without the frame. */
    bare?: boolean
  }
}

const today = () => import('@/features/today/TodayPage.vue')

// Every screen is a chunk of its own, but for the lock screen: it paints before the rest is read.
/** A visit, and which of its notes where there are several. */
const ofNote = ({ params, query }: RouteLocationNormalized) => ({ ...params, note: typeof query.note === 'string' ? query.note : undefined })

const routes: RouteRecordRaw[] = [
  { path: '/', redirect: '/today' },
  {
    path: '/first-run',
    name: 'first-run',
    component: () => import('@/features/vault/FirstRun.vue'),
    meta: { title: 'frame.titles.firstRun', bare: true },
  },
  {
    path: '/create',
    name: 'create',
    component: () => import('@/features/vault/CreateVault.vue'),
    meta: { title: 'frame.titles.create', bare: true },
  },
  {
    path: '/join',
    name: 'join',
    component: () => import('@/features/station/JoinDoor.vue'),
    meta: { title: 'station.join.title', bare: true },
  },
  {
    path: '/lock',
    name: 'lock',
    component: LockScreen,
    meta: { title: 'frame.titles.lock', bare: true },
  },
  {
    path: '/recover',
    name: 'recover',
    component: () => import('@/features/vault/RecoverVault.vue'),
    meta: { title: 'frame.titles.recover', bare: true },
  },
  {
    path: '/today',
    name: 'today',
    component: today,
    meta: { title: 'frame.titles.today' },
  },
  {
    path: '/cases',
    name: 'cases',
    component: () => import('@/features/case/CaseList.vue'),
    meta: { title: 'frame.titles.cases' },
  },
  {
    path: '/cases/closed',
    name: 'cases-closed',
    component: () => import('@/features/case/ClosedPage.vue'),
    meta: { title: 'frame.titles.closed' },
  },
  {
    path: '/clients/new',
    name: 'client-new',
    component: () => import('@/features/client/ClientFormPage.vue'),
    meta: { title: 'clients.form.newTitle' },
  },
  {
    path: '/clients/:id/edit',
    name: 'client-edit',
    component: () => import('@/features/client/ClientFormPage.vue'),
    props: true,
    meta: { title: 'clients.form.editTitle' },
  },
  {
    path: '/clients/:id/cases/new',
    name: 'case-new',
    component: () => import('@/features/case/IntakePage.vue'),
    props: true,
    meta: { title: 'cases.intake.title' },
  },
  {
    path: '/clients/:id',
    name: 'client',
    component: () => import('@/features/client/ClientPage.vue'),
    props: true,
    meta: { title: 'frame.titles.client' },
  },
  {
    path: '/cases/:id',
    name: 'case',
    component: () => import('@/features/case/CasePage.vue'),
    props: true,
    meta: { title: 'frame.titles.case' },
  },
  {
    path: '/cases/:id/visits/:visitId',
    name: 'visit',
    component: () => import('@/features/visit/VisitPage.vue'),
    props: true,
    meta: { title: 'frame.titles.visit' },
  },
  {
    path: '/review',
    name: 'reviews',
    component: () => import('@/features/review/QueuePage.vue'),
    meta: { title: 'frame.titles.reviews' },
  },
  {
    path: '/review/:visitId',
    name: 'review',
    component: () => import('@/features/review/ReviewPage.vue'),
    props: ofNote,
    meta: { title: 'frame.titles.review' },
  },
  {
    path: '/access',
    name: 'access',
    component: () => import('@/features/access/AccessPage.vue'),
    meta: { title: 'frame.titles.access' },
  },
  {
    path: '/conflicts',
    name: 'conflicts',
    component: () => import('@/features/conflict/ConflictList.vue'),
    meta: { title: 'frame.titles.conflicts' },
  },
  {
    path: '/conflicts/:record',
    name: 'conflict',
    component: () => import('@/features/conflict/ConflictPage.vue'),
    props: true,
    meta: { title: 'frame.titles.conflict' },
  },
  {
    path: '/reports/:visitId',
    name: 'report',
    component: () => import('@/features/report/ReportPage.vue'),
    props: ofNote,
    meta: { title: 'frame.titles.report' },
  },
  {
    path: '/verify',
    name: 'verify',
    component: () => import('@/features/report/VerifyPage.vue'),
    meta: { title: 'frame.titles.verify' },
  },
  {
    path: '/station',
    name: 'station',
    component: () => import('@/features/station/StationPage.vue'),
    meta: { title: 'frame.titles.station' },
  },
  {
    path: '/station/join',
    name: 'station-join',
    component: () => import('@/features/station/JoinPage.vue'),
    meta: { title: 'frame.titles.stationJoin' },
  },
  {
    path: '/station/found',
    name: 'station-found',
    component: () => import('@/features/station/FoundPage.vue'),
    meta: { title: 'frame.titles.stationFound' },
  },
  {
    path: '/station/invite',
    name: 'station-invite',
    component: () => import('@/features/station/InvitePage.vue'),
    meta: { title: 'frame.titles.stationInvite' },
  },
  {
    path: '/sync/late',
    name: 'late',
    component: () => import('@/features/late/LatePage.vue'),
    meta: { title: 'frame.titles.late' },
  },
  {
    path: '/sync',
    name: 'sync',
    component: () => import('@/features/sync/SyncPage.vue'),
    meta: { title: 'frame.titles.sync' },
  },
  {
    path: '/settings',
    name: 'settings',
    component: () => import('@/features/settings/SettingsPage.vue'),
    meta: { title: 'frame.titles.settings' },
  },
  {
    path: '/guide',
    name: 'guide',
    component: () => import('@/features/guide/GuidePage.vue'),
    meta: { title: 'frame.titles.guide' },
  },
  {
    path: '/:missing(.*)*',
    name: 'missing',
    component: () => import('@/frame/MissingPage.vue'),
    meta: { title: 'frame.missing.title' },
  },
]

/** The routes behind the door that the vault keeps. */
export function makeRouter(): Router {
  const router = createRouter({ history: createWebHashHistory(), routes })
  router.beforeEach(guardVault)
  router.beforeResolve(async (to) => {
    if (!to.meta.bare) await loadFrame()
  })
  return router
}

/** Reads the first screen behind the door while the passphrase is typed. */
export async function readAhead(): Promise<void> {
  await Promise.allSettled([loadFrame(), today()])
}
