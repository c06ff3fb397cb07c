package org.nn4j.cli.generator;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * Gives the classes of jars the form of Java 8, with the types on the stack written beside the
 * code.
 *
 * <p>Picocli is compiled for Java 5. A JVM keeps no such classes in an archive once they are
 * linked, and infers their types at each start, which took a tenth of a second of every command.
 */
public final class StackMaps {
  private StackMaps() {}

  /**
   * Rewrites jars.
   *
   * @param args the jars
   */
  public static void main(String[] args) throws IOException {
    for (String jar : args) {
      rewrite(Path.of(jar));
    }
  }

  private static void rewrite(Path jar) throws IOException {
    Path scratch = Path.of(jar + ".new");
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()});
        ZipFile in = new ZipFile(jar.toFile());
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(scratch))) {
      for (ZipEntry entry : List.copyOf(Collections.list(in.entries()))) {
        byte[] bytes = in.getInputStream(entry).readAllBytes();
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setTime(entry.getTime());
        out.putNextEntry(copy);
        out.write(isOld(entry.getName(), bytes) ? rewritten(bytes, loader) : bytes);
      }
    }
    Files.move(scratch, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private static boolean isOld(String name, byte[] bytes) {
    return name.endsWith(".class") && new ClassReader(bytes).readUnsignedShort(6) < Opcodes.V1_8;
  }

  private static byte[] rewritten(byte[] bytes, ClassLoader loader) {
    ClassWriter writer =
        new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
          @Override
          protected ClassLoader getClassLoader() {
            return loader; // which knows what two types have in common
          }
        };
    ClassVisitor newer =
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public void visit(
              int version, int access, String name, String sig, String base, String[] interfaces) {
            super.visit(Opcodes.V1_8, access, name, sig, base, interfaces);
          }
        };
    new ClassReader(bytes).accept(newer, 0);
    return writer.toByteArray();
  }
}
