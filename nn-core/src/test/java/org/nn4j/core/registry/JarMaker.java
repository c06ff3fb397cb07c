package org.nn4j.core.registry;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.nn4j.api.Component;

/** Compiles plug-ins from source and packs them into jars, as third parties do. */
public final class JarMaker {
  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final Manifest manifest = new Manifest();

  public JarMaker() {
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
  }

  /** Adds an activation class in the package com.acme; the constructor's body is given. */
  public JarMaker activation(String simpleName, String partName, String constructor) {
    return compile("com.acme." + simpleName, activationSource(simpleName, partName, constructor));
  }

  static String activationSource(String simpleName, String partName, String constructor) {
    return """
    package com.acme;
    public final class %s implements org.nn4j.api.ElementwiseActivation {
      public %s() { %s }
      public String name() { return "%s"; }
      public double value(double z) { return z; }
      public double derivative(double z, double a) { return 1; }
    }
    """
        .formatted(simpleName, simpleName, constructor, partName);
  }

  /** Compiles a source and adds its classes. */
  public JarMaker compile(String className, String source) {
    return compile("-classpath", List.of(source(className, source)));
  }

  /** Compiles two sources together. */
  JarMaker compileWith(String otherName, String other, String className, String source) {
    return compile("-classpath", List.of(source(otherName, other), source(className, source)));
  }

  /** Compiles a class and the module that it is in. */
  public JarMaker compileModule(String moduleInfo, String className, String source) {
    return compile(
        "--module-path", List.of(source("module-info", moduleInfo), source(className, source)));
  }

  private JarMaker compile(String pathOption, List<JavaFileObject> sources) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    String path = locationOf(Component.class) + File.pathSeparator + locationOf(NullMarked.class);
    List<String> options = List.of("--release", "17", "-proc:none", pathOption, path);
    try (StandardJavaFileManager standard = compiler.getStandardFileManager(null, null, null)) {
      if (!compiler.getTask(null, new Outputs(standard), null, options, null, sources).call()) {
        throw new IllegalStateException("cannot compile " + sources);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  private static JavaFileObject source(String className, String content) {
    URI name = URI.create("string:///" + className.replace('.', '/') + ".java");
    return new SimpleJavaFileObject(name, JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return content;
      }
    };
  }

  /** Declares providers of a service. */
  public JarMaker service(Class<?> service, String... classes) {
    return file("META-INF/services/" + service.getName(), String.join("\n", classes) + "\n");
  }

  public JarMaker file(String name, String content) {
    files.put(name, content.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  public JarMaker version(String version) {
    manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
    return this;
  }

  /** States in the manifest with which versions of nn-api the plug-in works. */
  public JarMaker apiRange(String range) {
    manifest.getMainAttributes().putValue("NN-Api", range);
    return this;
  }

  /** Names libraries in the manifest. */
  public JarMaker classPath(String classPath) {
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
    return this;
  }

  /** Removes a class, as if it had been forgotten. */
  public JarMaker without(String className) {
    files.remove(className.replace('.', '/') + ".class");
    return this;
  }

  /** Makes a class look as if compiled for the next Java. */
  public JarMaker fromTheFuture(String className) {
    byte major = (byte) (44 + Runtime.version().feature() + 1);
    files.get(className.replace('.', '/') + ".class")[7] = major;
    return this;
  }

  public Path write(Path jar) {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out, manifest)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        entries.putNextEntry(new JarEntry(file.getKey()));
        entries.write(file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return jar;
  }

  private static String locationOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Keeps compiled classes in memory. */
  private final class Outputs extends ForwardingJavaFileManager<StandardJavaFileManager> {
    Outputs(StandardJavaFileManager files) {
      super(files);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        JavaFileManager.Location location,
        String className,
        JavaFileObject.Kind kind,
        FileObject sibling) {
      String name = className.replace('.', '/') + kind.extension;
      return new SimpleJavaFileObject(URI.create("memory:///" + name), kind) {
        @Override
        public OutputStream openOutputStream() {
          return new ByteArrayOutputStream() {
            @Override
            public void close() {
              files.put(name, toByteArray());
            }
          };
        }
      };
    }
  }
}
