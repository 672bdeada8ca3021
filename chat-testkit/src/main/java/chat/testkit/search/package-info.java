/** The contract of a search, and what people typed to find what. */
@NullMarked
package chat.testkit.search;

import org.jspecify.annotations.NullMarked;
