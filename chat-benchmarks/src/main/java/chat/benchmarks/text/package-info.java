/** Text as people write it in chats, made up: the same seed gives the same. */
@NullMarked
package chat.benchmarks.text;

import org.jspecify.annotations.NullMarked;
