/**
 * What was done and seen in a run, and whether it keeps the promises. Nothing but the JDK: neither
 * the server nor the client library has a part in the judgement.
 */
@NullMarked
package chat.proof.check;

import org.jspecify.annotations.NullMarked;
