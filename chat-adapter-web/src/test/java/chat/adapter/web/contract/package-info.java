/** Holds responses and frames to the published contracts; also for the whole system's tests. */
@NullMarked
package chat.adapter.web.contract;

import org.jspecify.annotations.NullMarked;
