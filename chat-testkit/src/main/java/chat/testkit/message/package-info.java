/** Contracts, samples and in-memory adapters of messages, their search and their feed. */
@NullMarked
package chat.testkit.message;

import org.jspecify.annotations.NullMarked;
