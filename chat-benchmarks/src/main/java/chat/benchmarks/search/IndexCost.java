package chat.benchmarks.search;

/**
 * What an index of the whole corpus costs.
 *
 * @param nanos how long it takes to make
 * @param bytes how much longer the files are for it
 */
public record IndexCost(long nanos, long bytes) {}
