/** What calls over REST return: immutable values, as the server told them. */
@NullMarked
package chat.client.rest;

import org.jspecify.annotations.NullMarked;
