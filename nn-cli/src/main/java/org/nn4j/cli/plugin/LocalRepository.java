package org.nn4j.cli.plugin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.nn4j.core.io.Sha256;

/**
 * A Maven repository with the running nn4j, for projects built against an unreleased version.
 *
 * <p>Its version ends in a hash of the jars: a copy in Maven's cache is never stale and never
 * stands in for another build.
 */
final class LocalRepository {
  private static final String MODULE_PREFIX = "org.nn4j.";
  private static final String ROOT = "nn4j-parent";

  /** The modules of nn4j that a plug-in and its tests need; the poms name their libraries. */
  private static final List<String> ARTIFACTS =
      List.of("nn-api", "nn-core", "nn-simd", "nn-testkit");

  private final String builtVersion;
  private final String version;
  private final Map<String, byte[]> jars;

  private LocalRepository(String builtVersion, Map<String, byte[]> jars) {
    this.builtVersion = builtVersion;
    this.version = builtVersion.replace("-SNAPSHOT", "") + "-local-" + hash(jars);
    this.jars = jars;
  }

  /**
   * Creates a repository of the running jars, or of folders of classes where these are not packed.
   *
   * @param builtVersion their version
   */
  static LocalRepository ofRunning(String builtVersion) throws IOException {
    Map<String, byte[]> jars = new TreeMap<>();
    for (URL module :
        Collections.list(
            LocalRepository.class.getClassLoader().getResources("module-info.class"))) {
      String name = moduleName(module);
      String artifact = "nn-" + name.substring(name.lastIndexOf('.') + 1);
      if (name.startsWith(MODULE_PREFIX) && ARTIFACTS.contains(artifact)) {
        jars.putIfAbsent(artifact, jar(module));
      }
    }
    for (String artifact : ARTIFACTS) {
      if (!jars.containsKey(artifact)) {
        throw new IllegalStateException(artifact + " is not on the class path");
      }
    }
    return new LocalRepository(builtVersion, jars);
  }

  private static String moduleName(URL moduleInfo) throws IOException {
    try (InputStream in = moduleInfo.openStream()) {
      return ModuleDescriptor.read(in).name();
    }
  }

  private static byte[] jar(URL moduleInfo) throws IOException {
    URLConnection connection = moduleInfo.openConnection();
    URL location = connection instanceof JarURLConnection jar ? jar.getJarFileURL() : moduleInfo;
    try {
      Path path = Path.of(new URI(location.toString()));
      return connection instanceof JarURLConnection
          ? Files.readAllBytes(path)
          : pack(path.resolveSibling(""));
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  /** Packs a folder of classes into a jar; equal folders give equal bytes. */
  private static byte[] pack(Path folder) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes);
        Stream<Path> walk = Files.walk(folder)) {
      List<Path> files = walk.filter(Files::isRegularFile).sorted().toList();
      for (Path file : files) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        if (!name.equals("META-INF/MANIFEST.MF")) {
          JarEntry entry = new JarEntry(name);
          entry.setTime(0);
          jar.putNextEntry(entry);
          jar.write(Files.readAllBytes(file));
        }
      }
    }
    return bytes.toByteArray();
  }

  private static String hash(Map<String, byte[]> jars) {
    MessageDigest digest = Sha256.digest();
    jars.forEach(
        (artifact, jar) -> {
          digest.update(artifact.getBytes(StandardCharsets.UTF_8));
          digest.update(jar);
        });
    return Sha256.text(digest).substring(0, 12);
  }

  /** Returns the version that dependencies name. */
  String version() {
    return version;
  }

  /** Writes the repository. */
  void write(Path folder) throws IOException {
    pom(folder, ROOT, "pom.xml");
    for (Map.Entry<String, byte[]> jar : jars.entrySet()) {
      String artifact = jar.getKey();
      pom(folder, artifact, artifact + "/pom.xml");
      Files.write(file(folder, artifact, "jar"), jar.getValue());
    }
  }

  private void pom(Path folder, String artifact, String source) throws IOException {
    Path file = file(folder, artifact, "pom");
    Files.createDirectories(file.resolveSibling(""));
    // In the poms, only nn4j's own version has this form.
    String text = BuildVersions.pom(source).replace(">" + builtVersion + "<", ">" + version + "<");
    Files.writeString(file, text);
  }

  private Path file(Path folder, String artifact, String type) {
    return folder
        .resolve("org/nn4j")
        .resolve(artifact)
        .resolve(version)
        .resolve(artifact + "-" + version + "." + type);
  }
}
