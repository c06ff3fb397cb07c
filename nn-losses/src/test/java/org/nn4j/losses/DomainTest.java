package org.nn4j.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;

/** Numbers outside a loss' domain: where they are, and what to do. */
class DomainTest {

  private static Loss find(String name) {
    return Sample.losses().stream().filter(l -> l.name().equals(name)).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
"""
binary_cross_entropy | 1.7 | reads probabilities in [0, 1] but output row 3, column 1 is 1.7; end the network in sigmoid or use binary_cross_entropy_with_logits
binary_cross_entropy | -0.01 | reads probabilities in [0, 1] but output row 3, column 1 is -0.01; end the network in sigmoid or use binary_cross_entropy_with_logits
categorical_cross_entropy | 1.7 | reads probabilities in [0, 1] but output row 3, column 1 is 1.7; end the network in softmax or use softmax_cross_entropy
kl_divergence | Infinity | reads probabilities in [0, 1] but output row 3, column 1 is Infinity; end the network in softmax
nll | 0.25 | reads log-probabilities, at most 0, but output row 3, column 1 is 0.25; end the network in log_softmax or use softmax_cross_entropy
binary_focal | 1.7 | reads probabilities in [0, 1] but output row 3, column 1 is 1.7; end the network in sigmoid
categorical_focal | 1.7 | reads probabilities in [0, 1] but output row 3, column 1 is 1.7; end the network in softmax
tversky | -0.5 | reads probabilities in [0, 1] but output row 3, column 1 is -0.5; end the network in sigmoid
msle | -0.5 | reads rates above 0 but output row 3, column 1 is -0.5; end the network in softplus
tweedie | -0.5 | reads rates above 0 but output row 3, column 1 is -0.5; end the network in softplus
gamma | -0.5 | reads rates above 0 but output row 3, column 1 is -0.5; end the network in softplus
poisson | -0.5 | reads rates above 0 but output row 3, column 1 is -0.5; end the network in softplus
""")
  void outputsAreNamed(String name, double wrong, String message) {
    for (Precision precision : Precision.values()) {
      Sample sample = Sample.of(find(name), precision, 5, 2);
      sample.output().set(3, 1, wrong);
      assertThatIllegalArgumentException()
          .isThrownBy(sample::value)
          .withMessage(name + " " + message);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
"""
binary_cross_entropy | 2 | needs targets in [0, 1] but target row 3, column 1 is 2.0; encode labels as 0 and 1, or use mse for other numbers
binary_cross_entropy_with_logits | NaN | needs targets in [0, 1] but target row 3, column 1 is NaN; encode labels as 0 and 1, or use mse for other numbers
categorical_cross_entropy | -1 | needs targets in [0, 1] but target row 3, column 1 is -1.0; targets are class indices, one-hot rows or probabilities of the classes
softmax_cross_entropy | 3 | needs targets in [0, 1] but target row 3, column 1 is 3.0; targets are class indices, one-hot rows or probabilities of the classes
nll | NaN | needs targets in [0, 1] but target row 3, column 1 is NaN; targets are class indices, one-hot rows or probabilities of the classes
kl_divergence | 1.1 | needs targets in [0, 1] but target row 3, column 1 is 1.1; targets are class indices, one-hot rows or probabilities of the classes
hinge | 0 | needs the labels -1 and 1 but target row 3, column 1 is 0.0; encode the two classes as -1 and 1, or use binary_cross_entropy for 0 and 1
squared_hinge | NaN | needs the labels -1 and 1 but target row 3, column 1 is NaN; encode the two classes as -1 and 1, or use binary_cross_entropy for 0 and 1
gamma | 0 | needs amounts above 0 but target row 3, column 1 is 0.0; use tweedie where some are 0
tversky | 2 | needs targets in [0, 1] but target row 3, column 1 is 2.0; encode labels as 0 and 1, or use mse for other numbers
tweedie | -2 | needs counts, at least 0, but target row 3, column 1 is -2.0; use mse or huber for targets of any sign
poisson | -2 | needs counts, at least 0, but target row 3, column 1 is -2.0; use mse or huber for targets of any sign
""")
  void targetsAreNamed(String name, double wrong, String message) {
    for (Precision precision : Precision.values()) {
      Sample sample = Sample.of(find(name), precision, 5, 2);
      sample.target().set(3, 1, wrong);
      assertThatIllegalArgumentException()
          .isThrownBy(sample::gradient)
          .withMessage(name + " " + message);
    }
  }

  @Test
  void probabilitiesMayMissTheirRangeByRounding() {
    Matrix output = Matrix.of(new double[] {-1e-7, 1 + 1e-7});
    Matrix target = Matrix.of(new double[] {0, 1});
    assertThat(new Sample(new BinaryCrossEntropy(), output, target).value()).isZero();
    assertThat(new Sample(new CategoricalCrossEntropy(), output, target).value()).isZero();
    assertThat(new Sample(new KlDivergence(), output, target).value()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"3", "-1", "0.5", "NaN", "1e20"})
  void wrongClassIndicesAreNamed(double index) {
    for (Loss loss :
        new Loss[] {
          new CategoricalCrossEntropy(),
          new SoftmaxCrossEntropy(),
          new KlDivergence(),
          new NegativeLogLikelihood()
        }) {
      Sample rows = Sample.of(loss, Precision.FLOAT64, 2, 3);
      Matrix indices = Matrix.of(new double[] {2}, new double[] {index});
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Sample(loss, rows.output(), indices).value())
          .withMessage(
              "%s: target row 1 is %s; with 3 outputs a class index is a whole number from 0 to 2",
              loss.name(), index);
    }
  }

  @Test
  void onlyLossesOverClassesTakeIndices() {
    assertThatNoException().isThrownBy(() -> new SoftmaxCrossEntropy().requireShapes(3, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SoftmaxCrossEntropy().requireShapes(3, 2))
        .withMessageEndingWith("they must be equal, or the targets one column of class indices");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Hinge().requireShapes(3, 1))
        .withMessageEndingWith("they must be equal");
  }

  @Test
  void deltaIsPositive() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Huber(0))
        .withMessage("delta must be a finite number > 0 but is 0.0");
  }
}
