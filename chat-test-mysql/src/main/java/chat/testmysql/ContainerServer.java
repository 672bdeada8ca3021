package chat.testmysql;

import com.github.dockerjava.api.DockerClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.testcontainers.mysql.MySQLContainer;
import org.testcontainers.utility.DockerImageName;

/** MySQL in a container, on one port of this machine for as long as the container is there. */
final class ContainerServer implements OwnServer {
  static final String IMAGE = "mysql:8.4";
  private static final String PASSWORD = "chat_test_password";

  private final MySQLContainer container;

  private ContainerServer(MySQLContainer container) {
    this.container = container;
  }

  static ContainerServer launch(Use use) {
    var container =
        new MySQLContainer(DockerImageName.parse(IMAGE))
            .withUsername("root")
            .withPassword(PASSWORD)
            .withCommand(
                "--innodb-flush-log-at-trx-commit=" + use.flushLogAtCommit,
                "--innodb-buffer-pool-size=64M",
                "--max-connections=500",
                "--performance-schema=OFF",
                "--skip-log-bin");
    try {
      // Named by us, because a port that Docker picks is another one after each start.
      container.setPortBindings(List.of("127.0.0.1:" + LocalServer.freePort() + ":3306"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    container.start();
    return new ContainerServer(container);
  }

  @Override
  public void start() {
    docker().startContainerCmd(id()).exec();
    Connections.awaitReady(this, container::isRunning, container::getLogs);
  }

  @Override
  public void stop() {
    docker().stopContainerCmd(id()).exec();
  }

  @Override
  public void kill() {
    docker().killContainerCmd(id()).exec();
    docker().waitContainerCmd(id()).start().awaitStatusCode();
  }

  @Override
  public void freeze() {
    docker().pauseContainerCmd(id()).exec();
  }

  @Override
  public void thaw() {
    docker().unpauseContainerCmd(id()).exec();
  }

  private DockerClient docker() {
    return container.getDockerClient();
  }

  private String id() {
    return container.getContainerId();
  }

  @Override
  public String url(String database) {
    return "jdbc:mysql://"
        + container.getHost()
        + ":"
        + container.getMappedPort(MySQLContainer.MYSQL_PORT)
        + "/"
        + database;
  }

  @Override
  public String user() {
    return container.getUsername();
  }

  @Override
  public String password() {
    return container.getPassword();
  }

  @Override
  public void close() {
    container.stop();
  }
}
