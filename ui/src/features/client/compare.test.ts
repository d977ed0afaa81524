import { describe, expect, it } from 'vitest'
import { aClient, aClientView, aMemberView } from '@/testing/records'
import { compare } from './compare'

describe('compare', () => {
  const recorded = aClientView({
    client: aClient({ called: '', address: '一组 3 号', phones: ['13800000001', '110'] }),
    members: [aMemberView({ name: '王秀珍', relation: 'grandmother' })],
  })
  const rows = compare(aClient(), recorded, '2026-03-18')
  const row = (key: string) => rows.find((one) => one.key === key)

  it('marks what both say, and differently', () => {
    expect(row('address')?.differs).toBe(true)
    expect(row('phones')).toMatchObject({ typed: '13800000001', recorded: '13800000001·110', differs: true })
    expect(row('name')?.differs).toBe(false)
  })

  it('does not call a difference what only one says', () => {
    expect(row('called')).toMatchObject({ typed: '禾禾', recorded: '', differs: false })
    expect(row('household')).toMatchObject({ recorded: '王秀珍（祖母或外祖母）', differs: false })
  })

  it('leaves out what neither says', () => {
    expect(row('id_number')).toBeUndefined()
  })
})
