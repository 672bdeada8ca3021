import { LitElement, html } from 'lit';

class ChatApp extends LitElement {
  render() {
    return html`<main><h1>Chat</h1><p>The calls are described at <a href="/api/docs">/api/docs</a>.</p></main>`;
  }
}

customElements.define('chat-app', ChatApp);
