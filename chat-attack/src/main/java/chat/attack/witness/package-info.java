/** Honest people who talk during an attack, and what they notice of it. */
@NullMarked
package chat.attack.witness;

import org.jspecify.annotations.NullMarked;
