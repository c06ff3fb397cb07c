package org.nn4j.testkit;

import java.util.stream.Stream;
import org.nn4j.api.Layer;

class BuiltInLayersTest extends LayerContract {

  @Override
  protected Layer instance() {
    return BuiltIn.first(Layer.class);
  }

  @Override
  protected Stream<Layer> variants() {
    return BuiltIn.others(
        Layer.class,
        "dense(units=5, activation=softmax)",
        "dense(units=5, activation=sigmoid)",
        "dense(units=5, activation=relu, l1=0.01, l2=0.1, max_norm=2)",
        "dense(units=3, activation=prelu(shared=false))",
        "activation(function=log_softmax)",
        "dense(units=3, activation=parametric(activation=mish), ntk=true)",
        "dropconnect(layer=dense(units=5, activation=softmax), rate=0.3)",
        "glu(activation=prelu(shared=false))",
        "maxout(pieces=3)",
        "dense(units=4, activation=rrelu)",
        "pbld(columns=2, frequencies=5, size=3)",
        "piecewise_linear(columns=3, bins=3, size=2)",
        "embedding(categories=[3, 30], size=2)",
        "ensemble(members=[dense(units=2), sequential(layers=[dropout(rate=0.25),"
            + " dense(units=2)])], weights=[0.25, 2])",
        "dropout(rate=0)",
        "sequential(layers=[dense(units=6, activation=tanh), dropout(rate=0.25), dense(units=2)])",
        "residual(layers=[dense(units=7, activation=gelu), dense(units=4)])",
        "concat(branches=[dense(units=2), sequential(layers=[batch_norm, dense(units=3,"
            + " activation=elu)])])");
  }
}
