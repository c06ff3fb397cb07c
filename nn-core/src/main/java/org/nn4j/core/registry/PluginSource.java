package org.nn4j.core.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Component;
import org.slf4j.Logger;

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

  /** Errors of the compiler that a message quotes; mostly the first causes the others. */
  private static final int MOST_ERRORS = 3;

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
    JavaCompiler compiler = compiler();
    if (compiler == null) {
      throw new IOException(
          "this Java ("
              + System.getProperty("java.home")
              + ") has no compiler; run nn4j with a JDK, or make a jar of the source with one");
    }
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    ProvidedParts parts = new ProvidedParts();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(said, Locale.ROOT, StandardCharsets.UTF_8)) {
      files.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath(libraries));
      files.setLocationFromPaths(
          StandardLocation.SOURCE_PATH, place.equals(file) ? List.of() : List.of(place));
      InMemory classes = new InMemory(files);
      JavaCompiler.CompilationTask task =
          compiler.getTask(
              null,
              classes,
              said,
              List.of("-g", "-nowarn", "-implicit:class"),
              null,
              files.getJavaFileObjects(file));
      task.setProcessors(List.of(parts));
      if (!task.call()) {
        throw new IOException(errors(file, said.getDiagnostics()));
      }
      SortedMap<String, byte[]> entries = classes.entries();
      parts
          .services()
          .forEach(
              (service, names) ->
                  entries.put(
                      "META-INF/services/" + service,
                      String.join("\n", names).getBytes(StandardCharsets.UTF_8)));
      return entries;
    }
  }

  private static @Nullable JavaCompiler compiler() {
    try {
      return ToolProvider.getSystemJavaCompiler();
    } catch (NoClassDefFoundError e) { // a runtime image without java.compiler
      return null;
    }
  }

  private static List<Path> classPath(List<Path> libraries) {
    List<Path> path = new ArrayList<>();
    for (Class<?> seen : List.of(Component.class, Logger.class)) {
      Origin.path(seen).ifPresent(path::add);
    }
    path.addAll(libraries);
    return path;
  }

  private static String errors(Path file, List<Diagnostic<? extends JavaFileObject>> diagnostics) {
    List<Diagnostic<? extends JavaFileObject>> errors =
        diagnostics.stream().filter(d -> d.getKind() == Diagnostic.Kind.ERROR).toList();
    String first =
        errors.stream()
            .limit(MOST_ERRORS)
            .map(error -> place(file, error) + words(error))
            .collect(Collectors.joining("; "));
    int more = errors.size() - MOST_ERRORS;
    return "does not compile: " + first + (more > 0 ? "; and " + more + " more errors" : "");
  }

  private static String words(Diagnostic<?> error) {
    return error.getMessage(Locale.ROOT).strip().replaceAll("\\s+", " ");
  }

  private static String place(Path file, Diagnostic<? extends JavaFileObject> error) {
    JavaFileObject source = error.getSource();
    if (source == null || error.getLineNumber() == Diagnostic.NOPOS) {
      return "";
    }
    Path name = Path.of(source.getName()).getFileName();
    return (name.equals(file.getFileName()) ? "" : name + " ")
        + "line "
        + error.getLineNumber()
        + ", column "
        + error.getColumnNumber()
        + ": ";
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

  /** Keeps compiled classes in memory, and shows the sources of a folder. */
  private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ByteArrayOutputStream> classes = new TreeMap<>();

    InMemory(JavaFileManager files) {
      super(files);
    }

    SortedMap<String, byte[]> entries() {
      SortedMap<String, byte[]> entries = new TreeMap<>();
      classes.forEach(
          (name, bytes) -> entries.put(name.replace('.', '/') + ".class", bytes.toByteArray()));
      return entries;
    }

    /** Shows the sources of the folder itself, which are those that the digest covers. */
    @Override
    public Iterable<JavaFileObject> list(
        Location location, String inPackage, Set<JavaFileObject.Kind> kinds, boolean recurse)
        throws IOException {
      return location == StandardLocation.SOURCE_PATH && !inPackage.isEmpty()
          ? List.of()
          : super.list(location, inPackage, kinds, recurse);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      classes.put(name, bytes);
      URI uri = URI.create("memory:///" + name.replace('.', '/') + kind.extension);
      return new SimpleJavaFileObject(uri, kind) {
        @Override
        public OutputStream openOutputStream() {
          return bytes;
        }
      };
    }
  }
}
