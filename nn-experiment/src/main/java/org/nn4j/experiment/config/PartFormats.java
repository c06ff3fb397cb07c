package org.nn4j.experiment.config;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.registry.ComponentExpression;
import org.nn4j.core.training.EarlyStopping;
import org.nn4j.core.training.ParameterGroup;
import org.nn4j.core.training.WeightAveraging;

/** The formats of values that name parts: layers, losses, metrics and the like. */
final class PartFormats {
  private PartFormats() {}

  /** A part as users write it; its grammar is checked here, its name when it is built. */
  static ValueFormat<String> part(String label) {
    return new ValueFormat.Scalar<>(
        label, "a part such as name or name(key=value)", (text, base) -> expression(text), p -> p);
  }

  static ValueFormat<List<String>> parts(String label) {
    return new ValueFormat.ListOf<>(
        label,
        "a list of parts such as name or name(key=value)",
        ValueFormat.ListSyntax.COMMAS_OR_NONE,
        (text, base) -> expression(text),
        part -> part);
  }

  /** A quantity to watch, with parameters as a part has them. */
  static ValueFormat<String> earlyStopping() {
    return new ValueFormat.Scalar<>(
        "QUANTITY",
        "a quantity such as validation_loss or accuracy(patience=10)",
        (text, base) -> EarlyStopping.parse(text).expression(),
        rule -> rule);
  }

  /** Parameters by name, with factors as a part has parameters. */
  static ValueFormat<List<String>> parameterGroups() {
    return new ValueFormat.ListOf<>(
        "GLOB(rate=X, decay=X),…",
        "a list of parameters with factors such as *.bias(rate=0.1, decay=0)",
        ValueFormat.ListSyntax.COMMAS_OR_NONE,
        (text, base) -> ParameterGroup.parse(text).expression(),
        group -> group);
  }

  static ValueFormat<String> weightAveraging() {
    return new ValueFormat.Scalar<>(
        "NAME",
        "ema(decay=0.999) or swa(start=0.75)",
        (text, base) -> WeightAveraging.parse(text).expression(),
        rule -> rule);
  }

  /** Layers: {@code 16:relu} for a dense layer of 16 units, or any layer as a part. */
  static ValueFormat<List<LayerItem>> layers() {
    return new ValueFormat.ListOf<>(
        "LAYERS",
        "a list of layers such as 16:relu or dropout(rate=0.2), or none",
        ValueFormat.ListSyntax.COMMAS_OR_NONE,
        (text, base) -> LayerItem.parse(text),
        LayerItem::toString);
  }

  /** Where classes are decided: a number, or a metric to choose one for. */
  static ValueFormat<Threshold> threshold() {
    return new ValueFormat.Scalar<>(
        "X|METRIC",
        "a number above 0 and below 1, or a metric such as f1",
        (text, base) -> threshold(text),
        Threshold::print);
  }

  private static @Nullable Threshold threshold(String text) {
    if (!NumberFormats.isFraction(text)) {
      return new Threshold(Threshold.EVEN.value(), expression(text));
    }
    double value = NumberFormats.fraction(text);
    return value > 0 && value < 1 ? new Threshold(value, null) : null;
  }

  private static String expression(String text) {
    return ComponentExpression.parse(text).toString();
  }
}
