package chat.attack;

/**
 * What must hold whatever the attack.
 *
 * @param p99Millis within which 99 of 100 acts of the witness are answered, logins apart
 * @param loginMillis the same for logins, which spend a hash's time beside those of others
 * @param residentMegabytes what the server's process may take, in all
 */
record Bounds(double p99Millis, double loginMillis, int residentMegabytes) {
  /** Beside the heap: code, threads, buffers of the kernel's mapping, and the index. */
  private static final int BESIDE_THE_HEAP = 512;

  static Bounds of(int heapMegabytes) {
    return new Bounds(1_000, 3_000, heapMegabytes + BESIDE_THE_HEAP);
  }
}
