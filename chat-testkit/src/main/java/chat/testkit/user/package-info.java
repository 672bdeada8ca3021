/** Contracts, samples and in-memory adapters of users and their passwords. */
@NullMarked
package chat.testkit.user;

import org.jspecify.annotations.NullMarked;
