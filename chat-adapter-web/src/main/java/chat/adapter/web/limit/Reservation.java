package chat.adapter.web.limit;

/**
 * What was taken from an allowance, or that it could not be.
 *
 * @param permit whether it was taken
 */
record Reservation(Rate rate, Allowance allowance, Permit permit) {
  /** Undoes it. Only when it was taken, and once. */
  void giveBack() {
    allowance.giveBack();
  }
}
