package chat.proof.people;

/** Somebody who follows rooms and writes down every event that they are shown. */
public interface Listener extends AutoCloseable {
  String name();

  /** The last number of the room that they were shown, or that they started after. */
  long position(long room);

  @Override
  void close();
}
