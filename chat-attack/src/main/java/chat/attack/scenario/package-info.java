/** What an attack is, what it attacks, and how many connections are driven by one thread. */
@NullMarked
package chat.attack.scenario;

import org.jspecify.annotations.NullMarked;
