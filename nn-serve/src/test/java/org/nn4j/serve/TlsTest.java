package org.nn4j.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.core.InputException;

/** Certificates and keys as authorities give them out. */
class TlsTest {
  private static final Path PEM =
      Path.of("src", "test", "resources", "org", "nn4j", "serve").toAbsolutePath();

  @ParameterizedTest
  @ValueSource(strings = {"ec", "rsa"})
  void aServerSpeaksTlsByAPairOfFiles(String kind) throws Exception {
    Path certificate = PEM.resolve(kind + "-cert.pem");
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    try (InputStream in = Files.newInputStream(certificate)) {
      Certificate read = CertificateFactory.getInstance("X.509").generateCertificate(in);
      trusted.setCertificateEntry("server", read);
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    try (ModelServer server =
        ModelServer.of(Models.iris(1))
            .port(0)
            .tls(certificate, PEM.resolve(kind + "-key.pem"))
            .start()) {
      Client client = new Client(server.uri(), HttpClient.newBuilder().sslContext(context).build());

      assertThat(server.uri().getScheme()).isEqualTo("https");
      assertThat(client.get("/v2/health/ready").body()).isEqualTo("{\"ready\":true}");
      assertThat(client.ask("/v1/models/model:predict", "{\"instances\":[[1,2,3,4]]}").size())
          .isEqualTo(1);
    }
  }

  @Test
  void filesThatAreSomethingElseAreNamed() {
    ModelServer.Builder server = ModelServer.of(Models.iris(1)).port(0);
    Path certificate = PEM.resolve("rsa-cert.pem");

    assertThatThrownBy(() -> server.tls(certificate, PEM.resolve("rsa-pkcs1-key.pem")).start())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("openssl pkcs8 -topk8 -nocrypt");
    assertThatThrownBy(() -> server.tls(PEM.resolve("rsa-key.pem"), certificate).start())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("rsa-");
    assertThatThrownBy(() -> server.tls(certificate, PEM.resolve("none.pem")).start())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("none.pem");
    assertThatThrownBy(() -> server.tls(certificate, PEM.resolve("ec-key.pem")).start())
        .isInstanceOf(InputException.class);
  }
}
