package org.nn4j.testkit.check.support;

import java.util.ArrayList;
import java.util.List;
import org.nn4j.api.Component;
import org.nn4j.core.registry.Kind;
import org.nn4j.testkit.check.Check;
import org.nn4j.testkit.check.Setting;

/** Collects the checks of one part. */
public final class CheckList {
  private final String subject;
  private final List<Check> checks = new ArrayList<>();

  /** Creates an empty list of checks of what messages call {@code subject}. */
  public CheckList(String subject) {
    this.subject = subject;
  }

  /** Creates an empty list of checks of a part. */
  public CheckList(Component part) {
    this(subject(part));
  }

  /** Returns what messages call a part: its expression, or its class where that fails. */
  public static String subject(Component part) {
    try {
      return part.expression();
    } catch (RuntimeException e) {
      return part.getClass().getName();
    }
  }

  /** Returns the checks that components of every kind have. */
  public static List<Check> ofComponent(Component part, Kind kind, Setting setting) {
    CheckList list = new CheckList(part);
    ComponentChecks.addTo(list, part, kind, setting);
    return list.toList();
  }

  public void add(String name, Check.Body body) {
    checks.add(new Check(subject, name, body));
  }

  void addAll(List<Check> others) {
    checks.addAll(others);
  }

  public List<Check> toList() {
    return List.copyOf(checks);
  }
}
