/** The storage ports on MySQL, MariaDB and SQLite: open one store, hand out its ports, close it. */
@NullMarked
package chat.adapter.persistence;

import org.jspecify.annotations.NullMarked;
