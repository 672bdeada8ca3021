/** How words are found in a text: tokens, typos, prefixes and phrases. */
@NullMarked
package chat.domain.matching;

import org.jspecify.annotations.NullMarked;
