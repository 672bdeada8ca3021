/** Opening, finding and entering rooms. */
@NullMarked
package chat.application.room;

import org.jspecify.annotations.NullMarked;
