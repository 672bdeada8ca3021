/** What the use cases share. */
@NullMarked
package chat.application;

import org.jspecify.annotations.NullMarked;
