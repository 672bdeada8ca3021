/** The stores under the contracts of their ports, and under what only a database can suffer. */
@NullMarked
package chat.adapter.persistence;

import org.jspecify.annotations.NullMarked;
