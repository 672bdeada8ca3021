/**
 * The attacks: a program that does to a server what an attacker would, beside a witness who goes on
 * talking, and judges by what the witness noticed. It knows the server by its jar alone.
 */
@NullMarked
package chat.attack;

import org.jspecify.annotations.NullMarked;
