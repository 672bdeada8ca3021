package chat.attack.scenario;

/** How a server runs during an attack. */
public enum Host {
  /** With what this machine offers. */
  USUAL,
  /** With what this machine offers; the attack stops and starts it. */
  RESTARTED,
  /** With few file descriptors. */
  FEW_DESCRIPTORS,
  /** With its data on a small disk. */
  SMALL_DISK
}
