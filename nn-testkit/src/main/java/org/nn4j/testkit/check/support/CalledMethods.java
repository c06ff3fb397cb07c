package org.nn4j.testkit.check.support;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The methods that a class calls, from the constant pool of its class file (JVM specification,
 * section 4.4).
 */
final class CalledMethods {
  private static final int UTF8 = 1;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;
  private static final int CLASS = 7;
  private static final int STRING = 8;
  private static final int METHOD = 10;
  private static final int METHOD_HANDLE = 15;
  private static final int METHOD_TYPE = 16;
  private static final int MODULE = 19;
  private static final int PACKAGE = 20;

  private CalledMethods() {}

  /**
   * A method of a class.
   *
   * @param owner the class's name, as in source
   */
  record Method(String owner, String name) {
    @Override
    public String toString() {
      return owner + "." + name;
    }
  }

  /** Returns the methods and constructors that a class calls, none if its file cannot be found. */
  static List<Method> of(Class<?> type) throws IOException {
    String file = type.getName().substring(type.getPackageName().length()).replaceFirst("^\\.", "");
    try (InputStream in = type.getResourceAsStream(file + ".class")) {
      return in == null ? List.of() : read(in.readAllBytes());
    }
  }

  private static List<Method> read(byte[] bytes) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      in.skipNBytes(8); // magic number and version
      int count = in.readUnsignedShort();
      int[] tags = new int[count];
      int[] first = new int[count];
      int[] second = new int[count];
      String[] texts = new String[count];
      for (int i = 1; i < count; i++) {
        tags[i] = in.readUnsignedByte();
        switch (tags[i]) {
          case UTF8 -> texts[i] = in.readUTF();
          case LONG, DOUBLE -> {
            in.readLong();
            i++; // these take two places
          }
          case METHOD_HANDLE -> in.skipNBytes(3);
          case CLASS, STRING, METHOD_TYPE, MODULE, PACKAGE -> first[i] = in.readUnsignedShort();
          default -> {
            first[i] = in.readUnsignedShort();
            second[i] = in.readUnsignedShort();
          }
        }
      }
      List<Method> methods = new ArrayList<>();
      for (int i = 1; i < count; i++) {
        if (tags[i] == METHOD) {
          String owner = texts[first[first[i]]].replace('/', '.');
          methods.add(new Method(owner, texts[first[second[i]]]));
        }
      }
      return methods;
    }
  }
}
