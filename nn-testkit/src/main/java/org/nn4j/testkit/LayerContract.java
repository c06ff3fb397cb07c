package org.nn4j.testkit;

import java.util.List;
import org.nn4j.api.Layer;
import org.nn4j.testkit.check.Check;
import org.nn4j.testkit.check.Setting;
import org.nn4j.testkit.check.layer.LayerChecks;

/** The contract of layers. */
public abstract class LayerContract extends ComponentContract<Layer> {

  /** Called by subclasses. */
  protected LayerContract() {}

  @Override
  final List<Check> checks(Layer part, Setting setting) {
    return LayerChecks.of(part, setting);
  }
}
