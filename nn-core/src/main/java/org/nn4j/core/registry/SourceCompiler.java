package org.nn4j.core.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
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
import org.nn4j.api.Component;
import org.slf4j.Logger;

/**
 * Compiles plug-ins by the JDK's compiler, in memory. It is a class of its own since Java may have
 * no compiler, nor the classes to ask for one.
 */
final class SourceCompiler {
  /** What is said where there is no compiler. */
  static final String MISSING =
      "this Java ("
          + System.getProperty("java.home")
          + ") has no compiler; run nn4j with a JDK (a program on the module path with --add-modules"
          + " jdk.compiler), or make a jar of the source with one";

  /** Errors of the compiler that a message quotes; mostly the first causes the others. */
  private static final int MOST_ERRORS = 3;

  private SourceCompiler() {}

  /**
   * Compiles a source, and lists what of it are parts.
   *
   * @param file the source
   * @param place the folder whose other sources it may use, or the file itself
   * @param libraries jars that it may use
   * @return the entries of a jar by their names: the classes, and which services they provide
   * @throws IOException if it cannot be compiled; the message is for users
   */
  static SortedMap<String, byte[]> compile(Path file, Path place, List<Path> libraries)
      throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new IOException(MISSING);
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
    return error
        .getMessage(Locale.ROOT)
        .strip()
        .replaceAll("\\R\\s*symbol:", ":") // what cannot be found, and where
        .replaceAll("\\R\\s*location:", " in")
        .replaceAll("\\s+", " ");
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
