/** The contract of presence, and a presence in memory. */
@NullMarked
package chat.testkit.presence;

import org.jspecify.annotations.NullMarked;
