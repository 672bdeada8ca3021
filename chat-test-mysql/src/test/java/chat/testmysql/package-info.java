/** Shows that the servers are real ones, and that an outage can be made and ended. */
@NullMarked
package chat.testmysql;

import org.jspecify.annotations.NullMarked;
