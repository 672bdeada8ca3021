/** Users in a table. */
@NullMarked
package chat.adapter.persistence.user;

import org.jspecify.annotations.NullMarked;
