/** Those who talk and listen in a run, and write down what they did and saw. */
@NullMarked
package chat.proof.people;

import org.jspecify.annotations.NullMarked;
