package org.nn4j.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.Table;
import org.nn4j.core.model.Model;
import org.nn4j.core.network.Network;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.training.Trainer;
import org.nn4j.core.training.TrainingPlan;

/**
 * Data whose structure is known, and networks that learnt it: y = 2·sin(a) + 1.5·b·c + d +
 * effect(kind), with a in ±π, b and c in ±1.5, d a standard normal of which there is a copy, and a
 * column of noise. Rows from {@link #TRAINED} on are not learnt.
 */
final class Truth {
  static final int ROWS = 2000;
  static final int TRAINED = 1500;

  static final List<String> KINDS = List.of("flat", "house", "mill");
  static final double[] EFFECTS = {-1, 0, 2};

  final Table table;

  private Truth(Table table) {
    this.table = table;
  }

  static double wave(double a) {
    return 2 * StrictMath.sin(a);
  }

  static double product(double b, double c) {
    return 1.5 * b * c;
  }

  /** Returns data with y as a number. */
  static Truth numbers() {
    return of(y -> null);
  }

  /** Returns data with the classes no and yes: whether y is above 0. */
  static Truth classes() {
    return of(y -> y > 0 ? "yes" : "no");
  }

  /** Returns data with three classes by y. */
  static Truth threeClasses() {
    return of(y -> y < -1 ? "low" : y > 1 ? "high" : "middle");
  }

  private interface Labelling {
    @Nullable String label(double y);
  }

  private static Truth of(Labelling labelling) {
    RandomStream random = new RandomStream(11, "truth");
    double[][] x = new double[6][ROWS];
    String[] kinds = new String[ROWS];
    String[] labels = new String[ROWS];
    double[] y = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      x[0][i] = (2 * random.nextDouble() - 1) * Math.PI;
      x[1][i] = 3 * random.nextDouble() - 1.5;
      x[2][i] = 3 * random.nextDouble() - 1.5;
      x[3][i] = random.nextGaussian();
      x[4][i] = x[3][i];
      x[5][i] = random.nextGaussian();
      int kind = random.nextInt(3);
      kinds[i] = KINDS.get(kind);
      y[i] = wave(x[0][i]) + product(x[1][i], x[2][i]) + x[3][i] + EFFECTS[kind];
      y[i] += 0.1 * random.nextGaussian();
      labels[i] = labelling.label(y[i]);
    }
    List<Column> columns = new ArrayList<>();
    String[] names = {"a", "b", "c", "d", "copy of d", "noise"};
    for (int c = 0; c < names.length; c++) {
      columns.add(new NumericColumn(names[c], x[c]));
    }
    columns.add(CategoricalColumn.of("kind", kinds));
    columns.add(labels[0] == null ? new NumericColumn("y", y) : CategoricalColumn.of("y", labels));
    return new Truth(new Table(columns));
  }

  int[] learnt() {
    return IntStream.range(0, TRAINED).toArray();
  }

  int[] fresh() {
    return IntStream.range(TRAINED, ROWS).toArray();
  }

  double value(String column, int row) {
    return ((NumericColumn) table.column(column)).value(row);
  }

  /** Trains a network of two hidden layers. */
  Model train(String loss, int outputs, String last, String... between) {
    Preprocessor preprocessor = Preprocessor.fit(table, learnt(), "y");
    Network.Builder network = Network.builder(preprocessor.inputWidth()).dense(48, "tanh");
    for (String layer : between) {
      network.layer(layer);
    }
    network.dense(24, "tanh").dense(outputs, last).seed(1);
    TrainingPlan plan =
        TrainingPlan.builder()
            .loss(loss)
            .optimizer("adamw(lr=0.01, weight_decay=0.01)")
            .schedule("cosine")
            .epochs(60)
            .batch(64)
            .seed(2)
            .build();
    Model model = Model.of(network.build(), plan, preprocessor);
    model.fit(new Trainer(plan), table, learnt(), new int[0]);
    return model;
  }
}
