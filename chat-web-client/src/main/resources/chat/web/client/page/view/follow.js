/** @typedef {import('lit').ReactiveController} ReactiveController */
/** @typedef {import('lit').ReactiveControllerHost} ReactiveControllerHost */

/**
 * Shows a component anew whenever something that it shows has changed.
 *
 * @implements {ReactiveController}
 */
export class Follow {
  #host;
  #type;
  /** @type {EventTarget | null} */
  #target = null;
  #connected = false;

  /** @param {ReactiveControllerHost} host @param {string} [type] of the events that tell so */
  constructor(host, type = 'changed') {
    this.#host = host;
    this.#type = type;
    host.addController(this);
  }

  /** What is shown from now on. @param {EventTarget | null | undefined} target */
  on(target) {
    if (this.#target !== (target ?? null)) {
      this.#stop();
      this.#target = target ?? null;
      this.#start();
    }
  }

  hostConnected() {
    this.#connected = true;
    this.#start();
    if (this.#target) {
      this.#host.requestUpdate();
    }
  }

  hostDisconnected() {
    this.#stop();
    this.#connected = false;
  }

  #start() {
    if (this.#connected) {
      this.#target?.addEventListener(this.#type, this.#changed);
    }
  }

  #stop() {
    this.#target?.removeEventListener(this.#type, this.#changed);
  }

  #changed = () => this.#host.requestUpdate();
}
