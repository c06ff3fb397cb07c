package org.nn4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nn4j.api.Component;
import org.nn4j.testkit.check.Counterexample;

/** The kit rejects wrong activations with the point, the expected and the actual value. */
class WrongActivationsTest {

  /** Part, check that must fail, point, expected, actual: patterns. */
  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of(
            new WrongActivations.SignFlipped(),
            "derivative is the slope of value",
            "derivative, z = 0\\.5",
            "0\\.78644773\\d+ \\(central difference\\)",
            "-0\\.78644773\\d+"),
        Arguments.of(
            new WrongActivations.TwiceTheDerivative(),
            "backward is the derivative of forward",
            "backward, z = \\[0\\.5, -0\\.5, .*, upstream gradient \\[.*\\], column 0",
            "(-?[\\d.]+) \\(central difference\\)",
            "-?[\\d.]+"),
        Arguments.of(
            new WrongActivations.ElementwiseSoftmax(),
            "backward is the derivative of forward",
            "backward, z = \\[0\\.5, -0\\.5, .*, column 0",
            ".* \\(central difference\\)",
            "-?[\\d.E-]+"),
        Arguments.of(
            new WrongActivations.Forgetful(),
            "with keeps and changes parameters",
            "the parameter bias after .*",
            "0\\.25",
            "0\\.0"),
        Arguments.of(
            new WrongActivations.MutatesItsInput(),
            "forward leaves its inputs alone",
            "forward of float64, 1 rows, seed 1, z, row 0, column 0",
            "-?[\\d.]+",
            "-?0\\.[\\d]+"),
        Arguments.of(
            new WrongActivations.KeepsState(),
            "forward gives the same bits again",
            "forward of float32, 7 rows, seed 1, a, row 0, column 0",
            "-?[\\d.]+",
            "-?[\\d.]+"),
        Arguments.of(
            new WrongActivations.KeepsState(),
            "keeps no state",
            "the field last of .*KeepsState",
            "final",
            "not final"),
        Arguments.of(
            new WrongActivations.VariesWithTheJvm(),
            "calls nothing whose result varies",
            "the code of .*VariesWithTheJvm.Functions",
            "no call of java\\.lang\\.Math\\.tanh",
            "one"),
        Arguments.of(
            new WrongActivations.Allocates(),
            "forward allocates nothing",
            "forward of float32, 32 rows, seed 1",
            "0 bytes a call",
            "144 bytes a call"),
        Arguments.of(
            new WrongActivations.BoundToAnother(),
            "what bind returns predicts what forward computes",
            "float32, 7 rows, seed 1, row 0, column 0",
            "-?[\\d.]+",
            "-?[\\d.]+"),
        Arguments.of(
            new WrongActivations.NanAtLargeInput(),
            "is finite at extreme points",
            "float32 z = 710\\.0 in \\[710\\.0, 0\\.5, -0\\.5\\]",
            "a finite value",
            "NaN"),
        Arguments.of(
            new WrongActivations.UndeclaredKink(),
            "σ' jumps at declared kinks alone",
            "z = 0\\.3",
            "kinks\\(\\) to hold it",
            "\\[\\], while σ' is 0\\.5 below and 1\\.0 above"),
        Arguments.of(
            new WrongActivations.UndeclaredKink(1.5),
            "derivative is the slope of value",
            "z = 1\\.5",
            "kinks\\(\\) to hold it",
            "\\[\\], while σ' is (0\\.5|0\\.4999\\d+|0\\.5000\\d+) below and .* above"),
        Arguments.of(
            new WrongActivations.Jumps(),
            "σ' jumps at declared kinks alone",
            "z = 0\\.7",
            "0\\.0 from both sides",
            "1\\.0 from above"),
        Arguments.of(
            new WrongActivations.IllegalName(),
            "name and aliases are legal",
            "the name Bent Identity and the aliases \\[\\]",
            "legal names",
            "a part's name must match .* but is 'Bent Identity'"),
        Arguments.of(
            new WrongActivations.NotThreadSafe(),
            "forward is thread-safe",
            "forward of float32, 1000 rows, seed \\d, a, row \\d+, column \\d",
            "-?[\\d.E-]+",
            "-?[\\d.E-]+"),
        Arguments.of(
            new WrongActivations.Float32Off(),
            "float range methods equal the scalars",
            "range of floats, z = 0\\.5",
            "0\\.46211715726\\d*",
            "0\\.4658119\\d*"),
        Arguments.of(
            new WrongActivations.WritesPastTheEnd(),
            "float range methods equal the scalars",
            "the element after the range of floats",
            "NaN",
            "0\\.0"),
        Arguments.of(
            new WrongActivations.HidesNan(),
            "propagates NaN and keeps it in its row",
            "float32 forward, row 1, column 2",
            "NaN",
            "-0\\.0"),
        Arguments.of(
            new WrongActivations.FalseLink(),
            "its link is the function it is",
            "z = \\[.*\\] and four rows more, row 0, column 0",
            "0\\.\\d+",
            "-?0\\.\\d+"),
        Arguments.of(
            new WrongActivations.NoDefaults(1),
            "has a public no-argument constructor",
            "the class org.nn4j.testkit.WrongActivations\\$NoDefaults",
            "public NoDefaults\\(\\)",
            "java.lang.NoSuchMethodException: .*"),
        Arguments.of(
            new WrongActivations.MixesRows(),
            "forward of a batch is that of its rows",
            "forward of float32, 7 rows, seed 1, row 1 alone, a, row 0, column 0",
            "-?[\\d.]+",
            "-?[\\d.]+"),
        Arguments.of(
            new WrongActivations.NoEquality(),
            "is equal to its like",
            "with no changes",
            ".* with hash code -?\\d+",
            ".* with hash code -?\\d+"),
        Arguments.of(
            new WrongActivations.Throws(),
            "derivative is the slope of value",
            "the check 'derivative is the slope of value'",
            "a result",
            "java.lang.UnsupportedOperationException: later"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void isRejected(Component part, String check, String point, String expected, String actual) {
    Counterexample found = Rejection.of(part, check);
    assertThat(found.point()).matches(point);
    assertThat(found.expected()).matches(expected);
    assertThat(found.actual()).matches(actual);
    assertThat(found.expected()).isNotEqualTo(found.actual());
    assertThat(found)
        .hasMessage(
            "%s: %s; at %s: expected %s but got %s",
            found.subject(), found.rule(), found.point(), found.expected(), found.actual());
  }

  @Test
  void theRightOneIsAccepted() {
    assertThat(Rejection.failures(new WrongActivations.Plain())).isEqualTo(List.of());
  }

  @Test
  void twiceTheDerivativeIsTwiceTheExpected() {
    Counterexample found =
        Rejection.of(
            new WrongActivations.TwiceTheDerivative(), "backward is the derivative of forward");
    double expected = Double.parseDouble(found.expected().split(" ")[0]);
    assertThat(Double.parseDouble(found.actual()) / expected).isBetween(1.999999, 2.000001);
  }
}
