package chat.attack.scenario;

/**
 * What an attack is, for people.
 *
 * @param name by which it is called on the command line
 * @param attack what the attacker does, in one sentence
 * @param expectation what must hold beside the bounds on the witness, the memory and the server's
 *     life
 */
public record About(String name, String attack, String expectation) {}
