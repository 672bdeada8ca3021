/** What nodes that share a store tell each other. */
@NullMarked
package chat.application.node;

import org.jspecify.annotations.NullMarked;
