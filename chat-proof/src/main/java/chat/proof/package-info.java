/**
 * The proof: a program that tries to disprove the server's guarantees. It starts the real jar, lets
 * people talk and listen through the client library and without it, breaks everything that can be
 * broken meanwhile, and judges by what was seen.
 */
@NullMarked
package chat.proof;

import org.jspecify.annotations.NullMarked;
