package org.nn4j.testkit.check;

import java.util.List;
import org.nn4j.api.TableSource;
import org.nn4j.core.registry.Kind;

/** What every {@link TableSource} promises that can be told without a file that it reads. */
final class SourceChecks {
  private SourceChecks() {}

  /** Returns the checks of a source. */
  static List<Check> of(TableSource source, Setting setting) {
    CheckList list = new CheckList(Verifier.subject(source));
    ComponentChecks.addTo(list, source, Kind.SOURCE, setting);
    return list.toList();
  }
}
