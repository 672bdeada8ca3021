/** The server, over real HTTP. */
@NullMarked
package chat.adapter.web;

import org.jspecify.annotations.NullMarked;
