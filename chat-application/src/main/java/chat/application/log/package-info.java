/** Durable followers of the whole log: what is made from it and must miss nothing. */
@NullMarked
package chat.application.log;

import org.jspecify.annotations.NullMarked;
