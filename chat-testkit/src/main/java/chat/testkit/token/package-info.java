/** Contracts, samples and in-memory adapters of tokens. */
@NullMarked
package chat.testkit.token;

import org.jspecify.annotations.NullMarked;
