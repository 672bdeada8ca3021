package chat.testnats;

import com.github.dockerjava.api.DockerClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/** NATS in a container, on one port of this machine for as long as the container is there. */
final class ContainerBroker implements BrokerServer {
  private static final DockerImageName IMAGE = DockerImageName.parse("nats:2.11.8-alpine");
  private static final String FOLDER = "/certificate";

  private final GenericContainer<?> container = new GenericContainer<>(IMAGE);

  ContainerBroker(List<String> arguments, @Nullable Certificate certificate, int port) {
    var command = new ArrayList<>(List.of("nats-server"));
    command.addAll(arguments);
    if (certificate != null) {
      try {
        var folder = Files.createTempDirectory("certificate");
        certificate.writeTo(folder);
        container.withCopyFileToContainer(MountableFile.forHostPath(folder), FOLDER);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      command.addAll(certificate.arguments(Path.of(FOLDER)));
    }
    container.withCommand(command.toArray(String[]::new));
    container.setPortBindings(List.of("127.0.0.1:" + port + ":" + port));
  }

  @Override
  public void start() {
    if (container.getContainerId() == null) {
      container.start();
    } else {
      docker().startContainerCmd(container.getContainerId()).exec();
    }
  }

  @Override
  public void kill() {
    docker().killContainerCmd(container.getContainerId()).exec();
    docker().waitContainerCmd(container.getContainerId()).start().awaitStatusCode();
  }

  @Override
  public void freeze() {
    docker().pauseContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void thaw() {
    docker().unpauseContainerCmd(container.getContainerId()).exec();
  }

  private DockerClient docker() {
    return container.getDockerClient();
  }

  @Override
  public boolean isAlive() {
    return container.isRunning();
  }

  @Override
  public String log() {
    return container.getLogs();
  }

  @Override
  public void close() {
    container.stop();
  }
}
