package org.nn4j.serve;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.nn4j.core.InputException;

/** TLS from the files that certificate authorities give out. */
final class PemFiles {
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";

  private PemFiles() {}

  /**
   * Returns what a server with a certificate needs.
   *
   * @throws InputException if a file cannot be read or is something else
   */
  static SSLContext context(Path chain, Path key) {
    try {
      Certificate[] certificates = chain(chain);
      PrivateKey own = key(key);
      if (!belong(certificates[0].getPublicKey(), own)) {
        throw InputException.in(key, "the key is not that of the certificate in " + chain);
      }
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("server", own, new char[0], certificates);
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, new char[0]);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, new SecureRandom());
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new InputException(
          "serve: certificate " + chain + " and key " + key + " do not make TLS: " + e.getMessage(),
          e);
    }
  }

  /** Returns whether what one key signs the other verifies. */
  private static boolean belong(PublicKey verifying, PrivateKey signing)
      throws GeneralSecurityException {
    String algorithm =
        switch (signing.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> signing.getAlgorithm();
        };
    try {
      byte[] text = BEGIN.getBytes(StandardCharsets.US_ASCII);
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(signing);
      signature.update(text);
      byte[] signed = signature.sign();
      signature.initVerify(verifying);
      signature.update(text);
      return signature.verify(signed);
    } catch (InvalidKeyException | SignatureException e) {
      return false; // keys of different kinds
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new InputException("serve: cannot read " + file + ": " + e, e);
    }
  }

  private static Certificate[] chain(Path file) {
    try {
      Certificate[] chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes(file)))
              .toArray(Certificate[]::new);
      if (chain.length > 0) {
        return chain;
      }
      throw InputException.in(file, "holds no certificate; PEM is wanted");
    } catch (GeneralSecurityException e) {
      throw InputException.in(file, "holds no certificates: " + e.getMessage());
    }
  }

  private static PrivateKey key(Path file) throws GeneralSecurityException {
    String text = new String(bytes(file), StandardCharsets.ISO_8859_1);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw InputException.in(
          file,
          "holds no private key of PKCS #8 without a password ("
              + BEGIN
              + "); openssl pkcs8 -topk8 -nocrypt -in "
              + file.getFileName()
              + " makes one");
    }
    byte[] encoded;
    try {
      encoded = Base64.getMimeDecoder().decode(text.substring(begin + BEGIN.length(), end));
    } catch (IllegalArgumentException e) {
      throw InputException.in(file, "the private key is damaged: " + e.getMessage());
    }
    for (String algorithm : new String[] {"RSA", "EC", "EdDSA"}) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
      } catch (InvalidKeySpecException e) {
        continue; // of another kind
      }
    }
    throw InputException.in(file, "the private key is none of RSA, EC or EdDSA");
  }
}
