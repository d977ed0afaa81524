import { beforeEach } from 'vitest'
import { setLanguage } from '@/shared/words'

beforeEach(() => {
  setLanguage('zh')
  document.body.innerHTML = ''
})
