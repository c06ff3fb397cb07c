package org.nn4j.cli.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.nn4j.core.diagnosis.OverfitCheck;
import org.nn4j.core.text.Words;
import org.nn4j.report.figure.NumberText;

/** Renders the check that a network can learn one batch by heart. */
public final class OverfitReport {
  private OverfitReport() {}

  /** Returns the loss reached and, if that is not enough, why it may be so. */
  public static String text(OverfitCheck.Result result) {
    return (result.passed() ? "passed" : "NOT PASSED")
        + ": the loss of "
        + Words.count(result.rows(), "row")
        + (result.passed() ? " fell from " : " went from ")
        + NumberText.brief(result.firstLoss())
        + " to "
        + NumberText.brief(result.loss())
        + " in "
        + Words.count(result.steps(), "step")
        + (result.leastLoss() == 0
            ? ""
            : "; a perfect prediction has " + NumberText.brief(result.leastLoss()))
        + "\n"
        + result.hints().stream().map(hint -> "  - " + hint + "\n").collect(Collectors.joining())
        + (result.passed()
            ? ""
            : "See also: nn lr-find for the learning rate, nn gradcheck for the derivatives.\n");
  }

  /** Returns the JSON document. */
  public static Map<String, Object> json(OverfitCheck.Result result) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("passed", result.passed());
    document.put("rows", result.rows());
    document.put("steps", result.steps());
    document.put("first_loss", result.firstLoss());
    document.put("loss", result.loss());
    document.put("least_loss", result.leastLoss());
    document.put("hints", result.hints());
    return document;
  }
}
