package org.nn4j.testkit.check.support;

import java.util.ArrayList;
import java.util.List;
import org.nn4j.testkit.check.Check;

/** Collects the checks of one part. */
public final class CheckList {
  private final String subject;
  private final List<Check> checks = new ArrayList<>();

  public CheckList(String subject) {
    this.subject = subject;
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
