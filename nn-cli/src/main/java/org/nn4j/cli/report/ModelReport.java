package org.nn4j.cli.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.ParameterSpec;
import org.nn4j.core.InputException;
import org.nn4j.core.checkpoint.Checkpoint;
import org.nn4j.core.io.AtomicFile;
import org.nn4j.core.metric.Predictions;
import org.nn4j.core.model.Conformal;
import org.nn4j.core.model.Model;
import org.nn4j.core.network.Network;
import org.nn4j.core.preprocess.ClassTarget;
import org.nn4j.core.preprocess.Curve;
import org.nn4j.core.preprocess.FeatureStep;
import org.nn4j.core.preprocess.LabelTarget;
import org.nn4j.core.preprocess.NormalQuantiles;
import org.nn4j.core.preprocess.NumericFeature;
import org.nn4j.core.preprocess.NumericTarget;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.preprocess.Scaler;
import org.nn4j.core.text.Words;
import org.nn4j.core.training.TrainingState;
import org.nn4j.report.figure.NumberText;

/** Renders what a model file holds. */
public final class ModelReport {
  private ModelReport() {}

  /**
   * Returns layers, parameters, preprocessing and provenance for people.
   *
   * @param checkpoint the state of its training run, or null if the file is no checkpoint
   */
  public static String text(Model model, @Nullable Checkpoint checkpoint) {
    Network network = model.network();
    StringBuilder text = new StringBuilder();
    text.append("network  ").append(NetworkReport.summary(network)).append('\n');
    text.append("loss     ").append(model.loss().expression()).append('\n');
    text.append("sha256   ").append(network.parameters().sha256()).append('\n');
    if (checkpoint != null) {
      text.append("resume   after ").append(position(checkpoint.state())).append('\n');
    }
    if (model.conformal() != null) {
      text.append("scores   ").append(model.conformal()).append(", for intervals\n");
    }
    text.append('\n');
    text.append(NetworkReport.layers(network)).append('\n');
    TextTable parameters = new TextTable();
    parameters.row("tensor", "shape");
    for (ParameterSpec spec : network.parameters().specs()) {
      parameters.row(
          spec.name(),
          spec.rows() + "×" + spec.columns() + (spec.trainable() ? "" : ", not trained"));
    }
    text.append(parameters).append('\n');
    Preprocessor preprocessor = model.preprocessor();
    if (preprocessor != null) {
      text.append(preprocessing(preprocessor)).append('\n');
    }
    TextTable provenance = new TextTable();
    provenance.row("provenance", "");
    model.provenance().entries().forEach((key, value) -> provenance.row("  " + key, value));
    return text.append(provenance).toString();
  }

  /** Returns when a model's file was last written: the file itself holds no time. */
  public static String written(Path file) {
    try {
      return "\nThe file is of "
          + LocalDate.ofInstant(Files.getLastModifiedTime(file).toInstant(), ZoneOffset.UTC)
          + ".\n";
    } catch (IOException e) {
      throw InputException.in(file, "cannot be read: " + AtomicFile.reason(e));
    }
  }

  private static String position(TrainingState state) {
    return Words.count(state.epochs(), "epoch")
        + (state.batch() > 0 ? " and " + Words.count(state.batch(), "batch") : "")
        + ", "
        + Words.count(state.steps(), "step");
  }

  private static String preprocessing(Preprocessor preprocessor) {
    TextTable table = new TextTable();
    table.row("column", "use", "preparation");
    for (FeatureStep step : preprocessor.features().steps()) {
      if (step instanceof NumericFeature numeric) {
        table.row(
            step.column(),
            "feature",
            scaling(numeric.scaler()) + ", missing is " + NumberText.brief(numeric.fill()));
      } else {
        table.row(step.column(), "feature", step.summary());
      }
    }
    if (preprocessor.target() instanceof ClassTarget classes) {
      table.row(
          classes.column(),
          "target",
          "one of " + String.join(", ", classes.labels()) + decision(classes));
    } else if (preprocessor.target() instanceof LabelTarget labels) {
      labels(labels, table);
    } else if (preprocessor.target() instanceof NumericTarget values) {
      for (int c = 0; c < values.columns().size(); c++) {
        table.row(values.columns().get(c), "target", scaling(values.scalers().get(c)));
      }
    }
    return table.toString();
  }

  private static void labels(LabelTarget target, TextTable table) {
    if (target.separator() != null) {
      String divided = "any of " + String.join(", ", target.labels()) + ", divided by '";
      table.row(target.columns().get(0), "target", divided + target.separator() + "'");
    }
    for (int k = 0; k < target.labels().size(); k++) {
      table.row(
          target.labels().get(k),
          target.separator() == null ? "target" : "label",
          "applies above " + NumberText.brief(target.thresholds().get(k)));
    }
  }

  private static String decision(ClassTarget classes) {
    return classes.threshold() == Predictions.EVEN
        ? ""
        : "; " + classes.labels().get(1) + " above " + NumberText.brief(classes.threshold());
  }

  private static String scaling(Scaler scaler) {
    if (scaler.curve() instanceof NormalQuantiles) {
      return "by rank, to a normal distribution";
    }
    return scaler.equals(Scaler.IDENTITY)
        ? "as it is"
        : "(x − "
            + NumberText.brief(scaler.center())
            + ")/"
            + NumberText.brief(scaler.scale())
            + (scaler.curve() instanceof Curve.SmoothClip clip
                ? ", within ±" + NumberText.brief(clip.bound())
                : "");
  }

  /**
   * Returns the JSON document.
   *
   * @param checkpoint the state of its training run, or null if the file is no checkpoint
   */
  public static Map<String, Object> json(Model model, @Nullable Checkpoint checkpoint) {
    Network network = model.network();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("inputs", network.inputWidth());
    document.put("outputs", network.outputWidth());
    document.put("precision", network.precision().id());
    document.put("parameters", network.parameters().trainable().size());
    document.put("parameters_sha256", network.parameters().sha256());
    document.put("loss", model.loss().expression());
    document.put("layers", NetworkReport.json(network));
    Map<String, Object> tensors = new LinkedHashMap<>();
    network
        .parameters()
        .specs()
        .forEach(spec -> tensors.put(spec.name(), new int[] {spec.rows(), spec.columns()}));
    document.put("tensors", tensors);
    Preprocessor preprocessor = model.preprocessor();
    if (preprocessor != null) {
      document.put("preprocessing", preprocessor.toMap());
    }
    Conformal conformal = model.conformal();
    if (conformal != null) {
      document.put("intervals", Map.of("method", conformal.method(), "rows", conformal.rows()));
    }
    if (checkpoint != null) {
      TrainingState state = checkpoint.state();
      document.put(
          "checkpoint",
          Map.of("epochs", state.epochs(), "batch", state.batch(), "steps", state.steps()));
    }
    document.put("provenance", model.provenance().entries());
    return document;
  }
}
