package org.nn4j.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DuelTest {
  @Test
  void contestantsTakeTurns() {
    List<String> turns = new ArrayList<>();
    new Duel(3, 0, 0).run(() -> turns.add("ours"), () -> turns.add("theirs"));

    assertThat(turns.subList(2, turns.size()))
        .containsExactly("ours", "theirs", "ours", "theirs", "ours", "theirs");
  }

  @Test
  void theRatioIsAboveOneForTheFaster() {
    Duel.Result result = new Duel(3, 0, 0).run(() -> {}, () -> sleep(2));

    assertThat(result.ratio()).isGreaterThan(1);
    assertThat(result.theirs()).isGreaterThan(2e-3);
  }

  private static void sleep(int milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
