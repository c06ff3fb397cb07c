package org.nn4j.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.registry.CatalogEntry;
import org.nn4j.core.registry.Kind;
import org.nn4j.core.training.EarlyStopping;

class SynonymsTest {
  private final Catalog catalog = Catalog.standard();

  @ParameterizedTest
  @CsvSource({
    "METRIC, auc, roc_auc",
    "METRIC, acc, accuracy",
    "METRIC, mean_squared_error, mse",
    "METRIC, mean-absolute-error, mae",
    "METRIC, sensitivity, recall",
    "LOSS, sparse_categorical_crossentropy, categorical_cross_entropy",
    "LOSS, xent, categorical_cross_entropy",
    "METRIC, nll, log_loss",
    "LOSS, SmoothL1, huber",
    "LOSS, l2, mse",
    "ACTIVATION, lrelu, leaky_relu",
    "ACTIVATION, linear, identity",
    "ACTIVATION, Logistic, sigmoid",
    "ACTIVATION, hard_silu, hard_swish",
    "ACTIVATION, exp, exponential",
    "METRIC, average_precision, pr_auc",
    "METRIC, mean_absolute_percentage_error, mape",
    "METRIC, cohen_kappa, kappa",
    "LAYER, RMSNormalization, rms_norm",
    "INITIALIZER, eye, identity",
    "OPTIMIZER, gd, sgd",
    "OPTIMIZER, AMSGrad, adam",
    "OPTIMIZER, trainlm, levenberg_marquardt",
    "LAYER, GaussianDropout, dropout",
    "SCHEDULE, plateau, reduce_on_plateau",
    "SCHEDULE, CosineAnnealingLR, cosine",
    "INITIALIZER, xavier_uniform, glorot_uniform",
    "INITIALIZER, kaiming_normal, he_normal",
    "LAYER, fc, dense",
    "LAYER, BatchNorm1d, batch_norm",
  })
  void suggestsThePartThatOthersCallSo(Kind kind, String foreign, String ours) {
    assertThatThrownBy(() -> catalog.create(kind, foreign))
        .hasMessageContaining("; did you mean '" + ours + "'?");
  }

  @Test
  void suggestsSeveralWhereAWordMeansSeveral() {
    assertThatThrownBy(() -> catalog.create(Kind.LOSS, "crossentropy"))
        .hasMessageContaining(
            "; did you mean 'binary_cross_entropy' or 'categorical_cross_entropy'?");
  }

  @ParameterizedTest
  @CsvSource({
    "OPTIMIZER, adam(learning_rate=0.1), lr",
    "OPTIMIZER, adam(beta_1=0.1), beta1",
    "OPTIMIZER, adam(epsilon=0.1), eps",
    "OPTIMIZER, adamw(decay=0.1), weight_decay",
    "OPTIMIZER, rmsprop(rho=0.1), alpha",
    "ACTIVATION, leaky_relu(negative_slope=0.1), slope",
    "ACTIVATION, leaky_relu(alpha=0.1), slope",
    "ACTIVATION, elu(slope=0.1), alpha",
    "LAYER, dropout(p=0.1), rate",
    "LAYER, dense(neurons=3), units",
    "LAYER, dense(kernel_regularizer=3), l2",
    "SCHEDULE, step(factor=0.1), gamma",
    "SCHEDULE, cosine(min_lr=0.1), eta_min",
    "SCHEDULE, warmup(warmup_steps=3), steps",
    "LOSS, huber(beta=0.1), delta",
  })
  void suggestsTheParameterThatOthersCallSo(Kind kind, String expression, String ours) {
    assertThatThrownBy(() -> catalog.create(kind, expression))
        .hasMessageContaining("; did you mean '" + ours + "'? It has: ");
  }

  @Test
  void everyGroupHasANameThatThereIs() {
    Stream<CatalogEntry> entries =
        Arrays.stream(Kind.values()).flatMap(kind -> catalog.list(kind).stream());
    Set<String> known =
        Stream.concat(
                entries.flatMap(
                    e ->
                        Stream.concat(
                            Stream.of(e.name()), e.prototype().parameters().names().stream())),
                new EarlyStopping().parameters().names().stream())
            .map(Synonyms::key)
            .collect(Collectors.toSet());

    assertThat(Synonyms.groups())
        .allSatisfy(group -> assertThat(group).containsAnyElementsOf(known));
  }
}
