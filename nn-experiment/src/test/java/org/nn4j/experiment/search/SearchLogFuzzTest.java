package org.nn4j.experiment.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.nn4j.core.FuzzTarget;

/** Logs of trials. */
final class SearchLogFuzzTest implements FuzzTarget {
  private static final long CONSTANT = 1 << 20;
  private static final Map<String, String> SEARCH = Map.of("batch", "choice: [16, 32]");
  private static final List<Map<String, String>> PLANNED =
      List.of(Map.of("batch", "16"), Map.of("batch", "32"));

  @Override
  public void read(byte[] input) throws IOException {
    Path file = FuzzTarget.file("trials.jsonl", input);
    SearchLog[] log = new SearchLog[1];
    if (FuzzTarget.check(
        input.length,
        CONSTANT,
        () -> {
          log[0] = SearchLog.open(file, SEARCH);
          log[0].done(PLANNED);
        })) {
      List<TrialResult> trials = log[0].done(PLANNED);
      int count = trials.size();
      if (count < PLANNED.size()) {
        Map<String, String> values = PLANNED.get(count);
        log[0].add(new TrialResult(count + 1, values, Map.of(), Map.of(), Double.NaN, null));
        log[0].write();
        List<TrialResult> again = SearchLog.open(file, SEARCH).done(PLANNED);
        assertThat(again).hasSize(count + 1);
        assertThat(again.subList(0, count)).isEqualTo(trials);
      }
    }
  }
}
