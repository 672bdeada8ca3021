package chat.adapter.nats;

import io.nats.client.Connection;
import io.nats.client.impl.SocketDataPort;
import java.io.IOException;
import javax.net.ssl.SSLSocket;

/**
 * A connection to a broker that does two things which jnats doesn't: with TLS it checks that the
 * certificate is the broker's own, and it closes without waiting for a broker that doesn't read.
 *
 * <p>Public, with a constructor without parameters, because jnats makes it by its name.
 */
public final class ForcefulDataPort extends SocketDataPort {
  @Override
  public void upgradeToSecure() throws IOException {
    Connection here = connection;
    var context = here.getOptions().getSslContext();
    var tls = (SSLSocket) context.getSocketFactory().createSocket(socket, host, port, true);
    tls.setUseClientMode(true);
    var parameters = tls.getSSLParameters();
    // RFC 2818: the name or address in the URL must be in the certificate.
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    tls.setSSLParameters(parameters);
    tls.startHandshake();
    socket = tls;
    in = tls.getInputStream();
    out = tls.getOutputStream();
    isSecure = true;
  }

  @Override
  public void close() throws IOException {
    if (socket != null) {
      try {
        // Else closing TLS waits for a writer that waits for the broker.
        socket.setSoLinger(true, 0);
      } catch (IOException closed) {
        // Then it is closed.
      }
      socket.close();
    }
  }
}
