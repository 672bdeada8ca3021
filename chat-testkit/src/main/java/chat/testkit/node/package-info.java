/** What nodes tell each other: contracts and in-memory adapters. */
@NullMarked
package chat.testkit.node;

import org.jspecify.annotations.NullMarked;
