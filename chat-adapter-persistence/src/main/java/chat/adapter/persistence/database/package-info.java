/** The way to the tables, whatever the dialect: pools, transactions, retries, failing at once. */
@NullMarked
package chat.adapter.persistence.database;

import org.jspecify.annotations.NullMarked;
