/** Contracts, samples and in-memory adapters of rooms. */
@NullMarked
package chat.testkit.room;

import org.jspecify.annotations.NullMarked;
