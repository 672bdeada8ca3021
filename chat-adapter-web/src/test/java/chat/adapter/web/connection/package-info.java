@NullMarked
package chat.adapter.web.connection;

import org.jspecify.annotations.NullMarked;
