/**
 * A real MySQL or MariaDB for tests: one that is named, one in a container, or one unpacked from
 * the class path.
 */
@NullMarked
package chat.testmysql;

import org.jspecify.annotations.NullMarked;
