import { shallowRef, type Component } from 'vue'

/** The frame around every page inside, once it has been read: the door opens without it. */
export const frame = shallowRef<Component>()

/** Reads the frame; a page inside waits for it. */
export async function loadFrame(): Promise<void> {
  frame.value ??= (await import('./AppFrame.vue')).default
}
