/** Which history of the database this server serves. */
@NullMarked
package chat.application.epoch;

import org.jspecify.annotations.NullMarked;
