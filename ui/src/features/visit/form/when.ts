/** Day, start and end as they are typed, over the two wall times of the form and what cannot be one yet. */
import { computed, reactive, ref, watch, type Ref } from 'vue'
import type { VisitForm } from '@/ipc/client'
import { addDays, type Day, type Time } from '@/shared/dates'
import { splitWall } from '../words'
import { dayIn, keepTyped, timeIn, typedIn } from './asTyped'

/** A visit that starts from here on may end after midnight. */
const EVENING: Time = '18:00'
/** And ends before here then. */
const MORNING: Time = '06:00'

export interface When {
  day: Ref<Day | null>
  from: Ref<Time | null>
  to: Ref<Time | null>
  /** What stands in the fields and cannot be read. */
  unread: { day: string; from: string; to: string }
  /** The end is taken to be on the day after the start. */
  overnight: Readonly<Ref<boolean>>
}

/** Whether an end before the start is a night at a bedside and not a slip. */
export function isOvernight(from: Time | null, to: Time | null): boolean {
  return !!from && !!to && from >= EVENING && to <= MORNING
}

/** Keeps `started_at` and `ended_at` in step with what is typed; what has no place in them yet is kept beside. */
export function useWhen(form: Pick<VisitForm, 'started_at' | 'ended_at' | 'as_typed'>): When {
  const start = splitWall(form.started_at)
  const end = splitWall(form.ended_at)
  const typed = typedIn(form)
  const day = ref(start.day ?? end.day ?? dayIn(typed.day))
  const from = ref(start.time ?? timeIn(typed.started))
  const to = ref(end.time ?? timeIn(typed.ended))
  const unread = reactive({
    day: day.value ? '' : typed.day,
    from: from.value ? '' : typed.started,
    to: to.value ? '' : typed.ended,
  })
  const overnight = computed(() => isOvernight(from.value, to.value))

  watch(
    [day, from, to, unread],
    () => {
      const last = day.value && overnight.value ? addDays(day.value, 1) : day.value
      form.started_at = wall(day.value, from.value)
      form.ended_at = wall(last, to.value)
      keepTyped(form, {
        day: form.started_at || form.ended_at ? '' : (day.value ?? unread.day),
        started: form.started_at ? '' : (from.value ?? unread.from),
        ended: form.ended_at ? '' : (to.value ?? unread.to),
      })
    },
    { flush: 'sync' },
  )
  return { day, from, to, unread, overnight }
}

function wall(day: Day | null, time: Time | null): string | null {
  return day && time ? `${day}T${time}:00` : null
}
