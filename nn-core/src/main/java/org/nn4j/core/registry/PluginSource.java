package org.nn4j.core.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A plug-in that is a source file: it is compiled by the JDK's compiler into a jar that declares
 * its parts, and from there on is like any other.
 *
 * <p>The jar lies in {@code .nn4j/compiled} in the user's home, or where the system property {@code
 * nn4j.compiled} says, in a folder that is named by the digest of all that the compiler sees, so
 * that a source is compiled once. The code sees what plug-ins see: the JDK, nn-api, SLF4J, the jars
 * in the folder {@code lib} beside it; if it is in no package also the other such sources of its
 * folder.
 */
final class PluginSource {
  private static final Pattern SOURCE =
      Pattern.compile("(?!(module|package)-info\\.java$).*\\.java");

  /** What the name of a jar has after that of the source that it was made from. */
  private static final String JAR = ".jar";

  /** The system property of the folder where compiled classes are kept. */
  private static final String FOLDER = "nn4j.compiled";

  private PluginSource() {}

  /** Whether a jar was made from a source, by its name. */
  static boolean isCompiled(Path jar) {
    return jar.toString().endsWith(".java" + JAR);
  }

  /** Returns the name of the source that a jar was made from, or that of the jar. */
  static String written(Path jar) {
    String name = String.valueOf(jar.getFileName());
    return isCompiled(jar) ? name.substring(0, name.length() - JAR.length()) : name;
  }

  /** Whether a file is a source that may have parts, by its name. */
  static boolean is(Path file) {
    return SOURCE.matcher(String.valueOf(file.getFileName())).matches();
  }

  /**
   * Returns the jar of a source file, which is compiled unless it was before.
   *
   * @param file the source
   * @param place the folder where it was found, whose other sources it may use, or the file itself
   * @throws IOException if it cannot be compiled; the message is for users
   */
  static Path jar(Path file, Path place) throws IOException {
    Path beside = file.resolveSibling(Plugin.LIBRARIES);
    List<Path> libraries = Files.isDirectory(beside) ? PluginFolders.jars(beside) : List.of();
    List<Path> sources = PluginFolders.plugins(place).stream().filter(PluginSource::is).toList();
    String folder = System.getProperty(FOLDER);
    Path jar =
        (folder == null ? PluginFolders.home().resolve("compiled") : Path.of(folder))
            .resolve(digest(file, sources, libraries))
            .resolve(file.getFileName() + JAR);
    if (!Files.exists(jar)) {
      keep(jar(compiled(file, place, libraries)), jar);
    }
    return jar;
  }

  /** Writes a file whole or not at all, for others may compile the same at the same time. */
  private static void keep(byte[] content, Path jar) throws IOException {
    try {
      Path folder = Files.createDirectories(Objects.requireNonNull(jar.getParent()));
      Path temporary = Files.createTempFile(folder, "jar", null);
      Files.write(temporary, content);
      Files.move(temporary, jar, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new IOException("the compiled classes cannot be kept: " + e, e);
    }
  }

  /** Returns what names the classes that a compiler makes of a file, from all that it sees. */
  private static String digest(Path file, List<Path> sources, List<Path> libraries)
      throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
    String head =
        Origin.of(PluginSource.class) + " " + Runtime.version() + " " + file.getFileName();
    digest.update(head.getBytes(StandardCharsets.UTF_8));
    try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      for (Path seen : Stream.concat(sources.stream(), libraries.stream()).toList()) {
        String name = "\n" + seen.getFileName() + " " + Files.size(seen) + "\n";
        out.write(name.getBytes(StandardCharsets.UTF_8));
        Files.copy(seen, out);
      }
    }
    return HexFormat.of().formatHex(digest.digest(), 0, 16);
  }

  private static SortedMap<String, byte[]> compiled(Path file, Path place, List<Path> libraries)
      throws IOException {
    try {
      return SourceCompiler.compile(file, place, libraries);
    } catch (NoClassDefFoundError e) { // a runtime image without java.compiler
      throw new IOException(SourceCompiler.MISSING, e);
    }
  }

  private static byte[] jar(SortedMap<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream out = new JarOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        out.putNextEntry(new JarEntry(entry.getKey()));
        out.write(entry.getValue());
        out.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
