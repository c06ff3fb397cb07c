package org.nn4j.testkit.check.support;

import java.util.List;
import org.nn4j.api.TableSource;
import org.nn4j.core.registry.Kind;
import org.nn4j.testkit.Verifier;
import org.nn4j.testkit.check.Check;
import org.nn4j.testkit.check.Setting;

/** What every {@link TableSource} promises that can be told without a file that it reads. */
public final class SourceChecks {
  private SourceChecks() {}

  /** Returns the checks of a source. */
  public static List<Check> of(TableSource source, Setting setting) {
    CheckList list = new CheckList(Verifier.subject(source));
    ComponentChecks.addTo(list, source, Kind.SOURCE, setting);
    return list.toList();
  }
}
