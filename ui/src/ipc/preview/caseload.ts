/** An invented caseload for the preview: a few people told by hand, the rest drawn from a seeded generator. */
import { CATEGORIES } from '@/features/client/words'
import type { CaseRow, Category, Group, RiskLevel, Standing } from '@/ipc/client'
import { day } from '@/testing/records'

const SURNAMES = [...'李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕']
const GIVEN = ['秀英', '桂兰', '建国', '玉兰', '子涵', '雨桐', '志强', '春生', '满仓', '小满', '思远', '欣怡', '德福', '金凤', '浩然', '梓萱', '水根', '月娥', '家豪', '招娣']
const VILLAGES = ['石桥村', '张家村', '柳树湾', '上河社区', '青山村', '枣林村', '南塘村', '新街社区']
const LEVELS: RiskLevel[] = ['low', 'low', 'low', 'medium', 'medium', 'high', 'critical']

/** A small seeded generator (mulberry32): the same rows every time. */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

function standing(ahead: number): Standing {
  if (ahead < 0) return { standing: 'overdue', days: -ahead }
  if (ahead === 0) return { standing: 'today' }
  return ahead <= 7 ? { standing: 'soon', days: ahead } : { standing: 'later' }
}

const TOLD: Partial<CaseRow>[] = [
  { name: '周禾', group: 'child', sex: 'female', age: 13, village: '石桥村', categories: ['left_behind_child', 'guardianship_child'], risk: 'critical', number: '2026-017', open_actions: 3 },
  { name: '陈桂兰', group: 'elder', sex: 'female', age: 82, village: '张家村', categories: ['advanced_age', 'living_alone', 'disabled_by_age'], risk: 'high', number: '2026-004', open_actions: 1 },
  { name: '吕念', group: 'child', sex: 'male', age: 9, village: '柳树湾', categories: ['unsupported_child'], risk: 'medium', number: '2026-021', open_actions: 0 },
  { name: '𬎆生', group: 'child', sex: 'male', age: 11, village: '青山村', categories: ['orphan'], risk: 'medium', number: '2025-108', open_actions: 1 },
  { name: '赵德福', group: 'elder', sex: 'male', age: 76, village: '石桥村', categories: ['empty_nest'], risk: 'low', number: '2025-090', open_actions: 0 },
  { name: '古丽巴哈尔·买买提艾力', group: 'child', sex: 'female', age: 7, village: '新街社区', categories: ['migrant_child', 'ill_child'], risk: 'low', number: '2026-030', open_actions: 0 },
]

/** As many rows as are asked for, the told ones first. */
export function caseload(count: number): CaseRow[] {
  const next = chance(20260318)
  const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)] as T
  return Array.from({ length: count }, (_, at) => {
    const group: Group = next() < 0.45 ? 'child' : 'elder'
    const risk = pick(LEVELS)
    const ahead = at === 0 ? -3 : Math.floor(next() * (risk === 'low' ? 90 : 20)) - (next() < 0.2 ? 12 : 0)
    const none = at > 5 && next() < 0.04
    const row: CaseRow = {
      case: none ? null : `case-${at + 1}`,
      client: `client-${at + 1}`,
      number: none ? '' : `${2025 + (at % 2)}-${String(at + 1).padStart(3, '0')}`,
      name: pick(SURNAMES) + pick(GIVEN),
      group,
      sex: next() < 0.5 ? 'female' : 'male',
      age: group === 'child' ? 3 + Math.floor(next() * 14) : 62 + Math.floor(next() * 35),
      village: pick(VILLAGES),
      categories: [...new Set<Category>([pick(CATEGORIES[group]), pick(CATEGORIES[group])])],
      risk: none ? null : risk,
      last_visit: none || next() < 0.1 ? null : day(-1 - Math.floor(next() * 40)),
      due: none ? null : day(ahead),
      standing: none ? null : standing(ahead),
      open_actions: next() < 0.3 ? 1 + Math.floor(next() * 3) : 0,
      unchecked: false,
    }
    return { ...row, ...TOLD[at] }
  })
}
