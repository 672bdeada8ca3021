package chat.benchmarks.load;

import org.HdrHistogram.Histogram;

/**
 * What a load did between the end of its warm-up and its own end.
 *
 * @param seconds how long that was
 * @param messages how many messages were said in it
 * @param deliveries how many receipts there were in it
 * @param latency of the messages said in it, from when they were said to each receipt, in
 *     nanoseconds
 * @param serverCpuSeconds what the server's process used
 * @param clientCpuSeconds what this process used
 */
public record Measured(
    double seconds,
    long messages,
    long deliveries,
    Histogram latency,
    double serverCpuSeconds,
    double clientCpuSeconds) {}
