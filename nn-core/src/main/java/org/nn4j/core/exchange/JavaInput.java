package org.nn4j.core.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.model.Model;
import org.nn4j.core.preprocess.CategoricalFeature;
import org.nn4j.core.preprocess.CategoryEncoding;
import org.nn4j.core.preprocess.DateFeature;
import org.nn4j.core.preprocess.FeatureStep;
import org.nn4j.core.preprocess.MissingFeature;
import org.nn4j.core.preprocess.NormalQuantiles;
import org.nn4j.core.preprocess.NumericFeature;
import org.nn4j.core.preprocess.OrdinalFeature;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.preprocess.Scaler;

/**
 * An input of a network as {@link JavaSource} makes it of a number given.
 *
 * @param name what the number given is, for people
 * @param fill what stands for a missing one, NaN for none
 * @param scaler how it is scaled then
 * @param of the input that this one tells to be missing, or null if it is given itself
 */
record JavaInput(String name, double fill, Scaler scaler, @Nullable JavaInput of) {

  /** Returns the inputs of a model's network, in their order. */
  static List<JavaInput> of(Model model) {
    Preprocessor preprocessor = model.preprocessor();
    if (preprocessor == null) {
      return IntStream.range(0, model.network().inputWidth())
          .mapToObj(i -> new JavaInput("x" + i, Double.NaN, Scaler.IDENTITY, null))
          .toList();
    }
    List<JavaInput> inputs = new ArrayList<>();
    for (FeatureStep step : preprocessor.features().steps()) {
      for (int i = 0; i < step.width(); i++) {
        inputs.add(of(step, i, inputs));
      }
    }
    return inputs;
  }

  private static JavaInput of(FeatureStep step, int index, List<JavaInput> before) {
    String name = step.describe(index);
    if (step instanceof NumericFeature number) {
      return scaled(name, number.fill(), number.scaler());
    }
    if (step instanceof OrdinalFeature order) {
      return scaled(name + " as a number from 0: " + order.summary(), order.fill(), order.scaler());
    }
    if (step instanceof DateFeature date) {
      DateFeature.Input part = date.inputs().get(index);
      return scaled(name, part.fill(), part.scaler());
    }
    if (step instanceof MissingFeature missing) {
      JavaInput number =
          before.stream()
              .filter(input -> input.name.equals(step.column()) && !Double.isNaN(input.fill))
              .findFirst()
              .orElse(null);
      return new JavaInput(name, Double.NaN, missing.scaler(), number);
    }
    if (step instanceof CategoricalFeature category) {
      Scaler scaler =
          category.scalers().isEmpty() ? Scaler.IDENTITY : category.scalers().get(index);
      CategoryEncoding encoding = category.encoding();
      return new JavaInput(
          encoding == CategoryEncoding.ONE_HOT
              ? name
              : encoding == CategoryEncoding.SIGN
                  ? name + " as 1 or -1"
                  : name + ": " + category.summary(),
          Double.NaN,
          scaler,
          null);
    }
    return new JavaInput(name, Double.NaN, Scaler.IDENTITY, null); // a count of a text
  }

  private static JavaInput scaled(String name, double fill, Scaler scaler) {
    return scaler.curve() instanceof NormalQuantiles
        ? new JavaInput(name + " scaled by quantile_normal", Double.NaN, Scaler.IDENTITY, null)
        : new JavaInput(name, fill, scaler, null);
  }

  /** Returns the expression of its value, by what is given in the array {@code x}. */
  String source(List<JavaInput> given) {
    return of == null
        ? "x[" + given.indexOf(this) + "]"
        : "Double.isNaN(x[" + given.indexOf(of) + "]) ? 1 : 0";
  }
}
