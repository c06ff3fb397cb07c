package org.nn4j.testkit.check.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.security.CodeSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Component;
import org.nn4j.testkit.check.Counterexample;

/**
 * What the code of a part promises, as it is read from its class files: results with the same bits
 * on every JVM, and no state between calls.
 */
final class CodeChecks {
  /**
   * Methods of {@link Math} whose last bits are left to the JVM, and sources of numbers that no
   * seed repeats.
   */
  private static final Pattern VARYING =
      Pattern.compile(
          "java\\.lang\\.Math\\.(sinh?|cosh?|tanh?|asin|acos|atan2?|exp|expm1|log|log10|log1p|pow"
              + "|cbrt|hypot|random)"
              + "|java\\.util\\.concurrent\\.ThreadLocalRandom\\.current"
              + "|java\\.lang\\.System\\.(nanoTime|currentTimeMillis)");

  /** Classes of one part that are read; more are a library, which is somebody else's. */
  private static final int MOST_CLASSES = 200;

  private final Component part;

  private CodeChecks(Component part) {
    this.part = part;
  }

  static void addTo(CheckList list, Component part) {
    CodeChecks checks = new CodeChecks(part);
    list.add("calls nothing whose result varies", checks::callsNothingThatVaries);
    list.add("keeps no state", checks::keepsNoState);
  }

  private void callsNothingThatVaries() {
    Set<Class<?>> known = new LinkedHashSet<>(Set.of(part.getClass()));
    Deque<Class<?>> unread = new ArrayDeque<>(known);
    while (!unread.isEmpty() && known.size() <= MOST_CLASSES) {
      Class<?> type = unread.remove();
      Stream.concat(Stream.ofNullable(type.getSuperclass()), Stream.of(type.getInterfaces()))
          .filter(inherited -> isBeside(inherited) && known.add(inherited))
          .forEach(unread::add);
      for (CalledMethods.Method method : called(type)) {
        if (VARYING.matcher(method.toString()).matches()) {
          throw new Counterexample(
              "a result has the same bits on every JVM and in every run: NnMath has elementary"
                  + " functions that do, StrictMath slower ones",
              "the code of " + type.getName(),
              "no call of " + method,
              "one");
        }
        Class<?> other = find(method.owner());
        if (other != null && isBeside(other) && known.add(other)) {
          unread.add(other);
        }
      }
    }
  }

  private static List<CalledMethods.Method> called(Class<?> type) {
    try {
      return CalledMethods.of(type);
    } catch (IOException e) {
      throw new UncheckedIOException("the class file of " + type.getName() + " cannot be read", e);
    }
  }

  private @Nullable Class<?> find(String name) {
    try {
      return Class.forName(name, false, part.getClass().getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      return null; // a class that only some runs need; those report it
    }
  }

  /** Whether a class is of the same jar or folder as the part. */
  private boolean isBeside(Class<?> other) {
    CodeSource here = part.getClass().getProtectionDomain().getCodeSource();
    CodeSource there = other.getProtectionDomain().getCodeSource();
    return here != null
        && there != null
        && Objects.equals(String.valueOf(here.getLocation()), String.valueOf(there.getLocation()));
  }

  private void keepsNoState() {
    for (Class<?> type = part.getClass(); type != Object.class; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        Expect.that(
            Modifier.isFinal(field.getModifiers()) || field.isSynthetic(),
            "a part is an immutable value, which threads share: what changes from call to call lies"
                + " in the memory that the framework hands it",
            "the field " + field.getName() + " of " + type.getName(),
            "final",
            "not final");
      }
    }
  }
}
