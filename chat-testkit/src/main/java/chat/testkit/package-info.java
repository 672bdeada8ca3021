/**
 * What a team tests its own adapter with.
 *
 * <p>Each driven port has a contract beside its feature: an interface of tests with a few methods
 * that name what is under test. A test of an adapter implements it and is done:
 *
 * <pre>{@code
 * final class OurMessageLogTest implements MessageLogContract {
 *   private static final OurStore STORE = OurStore.start();
 *
 *   @Override public MessageLog log() { return STORE.messageLog(); }
 *   @Override public Rooms rooms() { return STORE.rooms(); }
 *   @Override public Users users() { return STORE.users(); }
 * }
 * }</pre>
 *
 * <p>All tests of a contract may share one store, and other contracts may have used it before:
 * every name in them is new. No test asks for a certain thread or an order, nor, but for {@code
 * EpochsContract}, for a fresh store. A contract takes a few seconds on a real database; a test
 * that hangs fails after a minute.
 *
 * <p>Beside each contract lies the adapter that keeps all of it in memory. It passes the contract
 * and is what the tests of use cases run on; a {@link chat.testkit.StoreSwitch} takes the store
 * away from them.
 */
@NullMarked
package chat.testkit;

import org.jspecify.annotations.NullMarked;
