import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, beforeEach } from 'vitest'
import { keepIconsInside } from '@/shared/icons'
import { setLanguage } from '@/shared/words'

enableAutoUnmount(afterEach)
keepIconsInside()

beforeEach(() => {
  setLanguage('zh')
  document.body.innerHTML = ''
})
