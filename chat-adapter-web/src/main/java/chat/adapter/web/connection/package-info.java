/** What clients may keep waiting: connections, heads, bodies and answers, each with a budget. */
@NullMarked
package chat.adapter.web.connection;

import org.jspecify.annotations.NullMarked;
