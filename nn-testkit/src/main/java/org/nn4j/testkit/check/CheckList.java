package org.nn4j.testkit.check;

import java.util.ArrayList;
import java.util.List;

/** Collects the checks of one part. */
final class CheckList {
  private final String subject;
  private final List<Check> checks = new ArrayList<>();

  CheckList(String subject) {
    this.subject = subject;
  }

  void add(String name, Check.Body body) {
    checks.add(new Check(subject, name, body));
  }

  void addAll(List<Check> others) {
    checks.addAll(others);
  }

  List<Check> toList() {
    return List.copyOf(checks);
  }
}
