package org.nn4j.testkit;

import org.nn4j.api.Component;

/**
 * What the contracts of all kinds that are found by name share.
 *
 * @param <P> the kind of part
 */
public abstract class ComponentContract<P extends Component> extends Contract<P> {

  /** For the contracts of this package. */
  ComponentContract() {}

  @Override
  final String label(P part) {
    return part.expression();
  }
}
