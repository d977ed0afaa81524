import { useRouter } from 'vue-router'
import { call } from '@/ipc/client'
import { useTask } from '@/shared/load'

/** Begins the draft of a visit and goes to its form. */
export function useStartVisit() {
  const router = useRouter()
  return useTask(async (caseId: string) => {
    const { id } = await call('visit_start', { case: caseId })
    await router.push({ name: 'visit', params: { id: caseId, visitId: id } })
  })
}
