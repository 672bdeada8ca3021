/** Files that the server has with it, as browsers get and keep them. */
@NullMarked
package chat.adapter.web.asset;

import org.jspecify.annotations.NullMarked;
