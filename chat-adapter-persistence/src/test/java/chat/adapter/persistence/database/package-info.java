/** The parts of the way to the tables, one by one. */
@NullMarked
package chat.adapter.persistence.database;

import org.jspecify.annotations.NullMarked;
