/**
 * Sending, editing, deleting, reading and following messages; the lanes that commit them in groups.
 */
@NullMarked
package chat.application.message;

import org.jspecify.annotations.NullMarked;
