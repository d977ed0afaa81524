/** Day, start and end as they are typed, over the two wall times of the form. */
import { computed, ref, watch, type Ref } from 'vue'
import type { VisitForm } from '@/ipc/client'
import { addDays, type Day, type Time } from '@/shared/dates'
import { splitWall } from '../words'

/** A visit that starts from here on may end after midnight. */
const EVENING: Time = '18:00'
/** And ends before here then. */
const MORNING: Time = '06:00'

export interface When {
  day: Ref<Day | null>
  from: Ref<Time | null>
  to: Ref<Time | null>
  /** The end is taken to be on the day after the start. */
  overnight: Readonly<Ref<boolean>>
}

/** Whether an end before the start is a night at a bedside and not a slip. */
export function isOvernight(from: Time | null, to: Time | null): boolean {
  return !!from && !!to && from >= EVENING && to <= MORNING
}

/** Keeps `started_at` and `ended_at` in step with what is typed. */
export function useWhen(form: Pick<VisitForm, 'started_at' | 'ended_at'>): When {
  const start = splitWall(form.started_at)
  const end = splitWall(form.ended_at)
  const day = ref(start.day ?? end.day)
  const from = ref(start.time)
  const to = ref(end.time)
  const overnight = computed(() => isOvernight(from.value, to.value))

  watch(
    [day, from, to],
    () => {
      const last = day.value && overnight.value ? addDays(day.value, 1) : day.value
      form.started_at = wall(day.value, from.value)
      form.ended_at = wall(last, to.value)
    },
    { flush: 'sync' },
  )
  return { day, from, to, overnight }
}

function wall(day: Day | null, time: Time | null): string | null {
  return day && time ? `${day}T${time}:00` : null
}
