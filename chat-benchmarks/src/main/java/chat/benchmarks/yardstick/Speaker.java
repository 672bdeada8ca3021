package chat.benchmarks.yardstick;

/** Somebody who says things. */
record Speaker(long id, String name) {}
