@NullMarked
package chat.client;

import org.jspecify.annotations.NullMarked;
