package chat.testmysql;

/** A server that runs, and how to log in to it as someone who may create databases. */
interface Server extends AutoCloseable {
  /** The address of that database, or of no database in particular when the name is empty. */
  String url(String database);

  String user();

  String password();

  /** Gives back what the server holds on this machine; an external server is left alone. */
  @Override
  void close();
}
