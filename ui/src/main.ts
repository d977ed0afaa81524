import { createApp } from 'vue'
import App from './App.vue'
import './shared/styles/main.css'
createApp(App).mount('#app')
