/** Holds responses to the published contract; also for the whole system's tests. */
@NullMarked
package chat.adapter.web.contract;

import org.jspecify.annotations.NullMarked;
