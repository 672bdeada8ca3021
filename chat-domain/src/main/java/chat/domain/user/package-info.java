/** People: who they are and how they prove it. */
@NullMarked
package chat.domain.user;

import org.jspecify.annotations.NullMarked;
