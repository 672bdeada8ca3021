/** What keeps people apart: passwords, tokens, and names that look alike. */
@NullMarked
package chat.adapter.security;

import org.jspecify.annotations.NullMarked;
