package chat.testnats;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate that a test has made for itself, with its key. Immutable. */
public final class Certificate {
  private static final String PASSWORD = "changeit";
  private static final String NAME = "broker";
  private static final String CERTIFICATE = "certificate.pem";
  private static final String KEY = "key.pem";

  private final PrivateKey key;
  private final java.security.cert.Certificate certificate;

  private Certificate(PrivateKey key, java.security.cert.Certificate certificate) {
    this.key = key;
    this.certificate = certificate;
  }

  /**
   * Makes one.
   *
   * @param whose as in a subject's alternative names: {@code ip:127.0.0.1}, {@code dns:localhost}
   */
  public static Certificate of(String whose) {
    try {
      var folder = Files.createTempDirectory("keys");
      var store = folder.resolve("keys.p12");
      try {
        keytool(
            List.of("-genkeypair", "-alias", NAME, "-keyalg", "EC", "-dname", "CN=test"),
            List.of("-ext", "san=" + whose, "-validity", "2", "-storetype", "PKCS12"),
            List.of("-keystore", store.toString(), "-storepass", PASSWORD));
        var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        return new Certificate(
            (PrivateKey) keys.getKey(NAME, PASSWORD.toCharArray()), keys.getCertificate(NAME));
      } finally {
        Files.deleteIfExists(store);
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @SafeVarargs
  private static void keytool(List<String>... arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.add("-J-XX:TieredStopAtLevel=1");
    for (var some : arguments) {
      command.addAll(some);
    }
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException("keytool made no certificate");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while keytool ran", e);
    }
  }

  /** A context that trusts this certificate alone. */
  public SSLContext trusting() {
    try {
      var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      trusted.setCertificateEntry(NAME, certificate);
      var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      var context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The certificate as PEM. */
  public String pem() {
    try {
      return pem("CERTIFICATE", certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes certificate and key, and returns the folder. */
  Path writeTo(Path folder) throws IOException {
    Files.writeString(folder.resolve(CERTIFICATE), pem());
    Files.writeString(folder.resolve(KEY), pem("PRIVATE KEY", key.getEncoded()));
    return folder;
  }

  /** What a NATS server that finds both in that folder is started with. */
  List<String> arguments(Path folder) {
    return List.of(
        "--tls",
        "--tlscert",
        folder.resolve(CERTIFICATE).toString(),
        "--tlskey",
        folder.resolve(KEY).toString());
  }

  private static String pem(String what, byte[] bytes) {
    var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
  }
}
