package org.nn4j.duckdb;

import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.sql.SQLException;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips tests on platforms for which DuckDB has no native code. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsDuckDb.Condition.class)
@interface NeedsDuckDb {

  /** Tries to open a database. */
  final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      try {
        Session.open(true).close();
        return ConditionEvaluationResult.enabled("DuckDB runs");
      } catch (IOException | SQLException e) {
        return ConditionEvaluationResult.disabled(e.getMessage());
      }
    }
  }
}
