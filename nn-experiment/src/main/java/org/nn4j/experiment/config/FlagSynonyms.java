package org.nn4j.experiment.config;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Our flags for those of other libraries. Used only in messages: an unknown flag is never replaced
 * by another.
 */
public final class FlagSynonyms {
  /**
   * For each meaning: our key, another key that the verb must have too, how the value is written,
   * an example for *, and the words of other libraries.
   */
  private static final List<Synonym> ALL =
      """
      optimizer | adamw(lr=*) | 0.01 | lr learning_rate eta step_size rate
      optimizer | adamw(weight_decay=*) | 0.1 | weight_decay wd decay
      optimizer | sgd(momentum=*) | 0.9 | momentum
      optimizer | * | adamw | optim solver algorithm
      batch | * | 32 | batch_size bs minibatch minibatch_size
      layers | 16:relu,16:relu | | hidden hidden_layers hidden_layer_sizes hidden_size hidden_units \
      units neurons nodes width depth num_layers n_layers architecture arch network layer
      layers | 16:*,16:* | tanh | activation activations act
      layers | 16:relu,dropout(rate=*),16:relu | 0.2 | dropout dropout_rate
      layers | 16:relu,batch_norm,16:relu | | batch_norm batchnorm bn
      layers | dense(units=16, activation=relu, l2=*) | 0.001 | l2 regularization reg alpha
      layers | dense(units=16, activation=relu, l1=*) | 0.001 | l1
      output | * | softmax | output_activation final_activation last_activation
      test | * | 0.2 | test_size test_split test_fraction test_ratio test_data test_file holdout
      validation | * | 0.2 | val valid val_split validation_split val_size validation_size val_data \
      validation_data validation_fraction eval eval_data dev
      data | * | data.csv | train train_data training_data train_file input input_file file csv \
      dataset data_file data_path path x test test_data
      target | * | column | label labels y target_column label_column class class_column output \
      output_column response dependent
      ignore | * | column | drop drop_columns exclude exclude_columns skip ignore_columns
      features | * | a,b | feature feature_columns columns cols usecols input_columns
      separator | * | ; | sep delimiter delim
      missing | * | NA | na na_values missing_values null_values
      drop_missing_target | true | | dropna drop_na
      categorical | * | column | cat categorical_features categorical_columns cat_features
      model layers | * | model.safetensors | output_file out outfile o model_file model_path model_out \
      save save_model save_to output_model checkpoint_path weights
      output | * | predictions.csv | output_file out outfile o predictions save_predictions result
      early_stopping | validation_loss(patience=*) | 10 | patience n_iter_no_change \
      early_stopping_rounds
      early_stopping | validation_loss(min_delta=*) | 0.001 | min_delta tol tolerance
      early_stopping | * | validation_loss | monitor early_stop
      epochs | * | 100 | n_epochs num_epochs nb_epochs max_epochs max_iter iterations n_iter iter \
      num_iterations
      seed | * | 1 | random_state random_seed rng
      loss | * | mse | criterion objective cost loss_function loss_fn
      schedule | * | cosine | scheduler lr_scheduler lr_schedule learning_rate_schedule
      folds | * | 5 | cv k k_fold kfold n_splits n_folds nfolds
      scaling | * | standardize | normalize normalization standardize scale scaler
      imputation | * | mean | impute imputer imputer_strategy fillna
      metrics | * | accuracy | metric eval_metric scoring score
      class_weight | * | balanced | pos_weight scale_pos_weight balanced
      sample_weight | * | column | weight weight_column sample_weights
      threads | * | 2 | n_jobs num_threads nthreads jobs workers num_workers cores cpus
      clip_norm | * | 1 | clip grad_clip gradient_clip max_grad_norm
      clip_value | * | 1 | clipvalue
      precision | * | float64 | dtype float_type
      initializer | * | he_normal | init weight_init kernel_initializer
      checkpoint | * | runs | checkpoint_dir ckpt ckpt_dir save_dir
      resume | * | runs | resume_from restore load
      report | * | report | report_dir html
      tensorboard | * | events | logdir log_dir tb
      time_budget | * | 5m | max_time time_limit timeout time
      task | regression | | regression regressor
      task | classification | | classification classifier
      task | * | regression | problem problem_type objective_type
      """
          .lines()
          .map(Synonym::of)
          .toList();

  private static final Pattern WORD = Pattern.compile("[\\w.][\\w./:,()=+-]{0,60}");

  /** A line of the table. */
  private record Synonym(List<String> keys, String pattern, String example, List<String> words) {
    static Synonym of(String line) {
      String[] cells = line.split(" *\\| *", -1);
      return new Synonym(
          List.of(cells[0].split(" ", -1)), cells[1], cells[2], List.of(cells[3].split(" ", -1)));
    }

    String key() {
      return keys.get(0);
    }

    /** Returns the value to write: the user's own, if it is of the same kind as the example. */
    String value(@Nullable String given) {
      return pattern.replace("*", given != null && fits(given) ? given : example);
    }

    private boolean fits(String given) {
      return WORD.matcher(given).matches()
          && NumberFormats.isNumber(given) == NumberFormats.isNumber(example);
    }
  }

  private FlagSynonyms() {}

  /**
   * Returns what to write on the command line for a flag that other libraries have: {@code
   * --optimizer "adamw(lr=0.01)"}; null if nothing is known.
   *
   * @param flag the flag as it was typed
   * @param value its value as it was typed, or null
   * @param known whether there is a flag
   */
  public static @Nullable String onCommandLine(
      String flag, @Nullable String value, Predicate<String> known) {
    return find(flag)
        .filter(synonym -> synonym.keys.stream().map(Setting::flag).allMatch(known))
        .map(synonym -> Setting.flag(synonym.key()) + " " + quoted(synonym.value(value)))
        .findFirst()
        .orElse(null);
  }

  /**
   * Returns what to write in YAML for a key that other libraries have; null if nothing is known.
   */
  static @Nullable String inYaml(String key, RawValue value, Predicate<String> known) {
    String text = value instanceof RawValue.Text one ? one.text() : null;
    return find(key)
        .filter(synonym -> synonym.keys.stream().allMatch(known))
        .map(synonym -> synonym.key() + ": " + synonym.value(text))
        .findFirst()
        .orElse(null);
  }

  private static Stream<Synonym> find(String word) {
    String folded = word.replaceFirst("^-+", "").toLowerCase(Locale.ROOT).replace('-', '_');
    return ALL.stream().filter(synonym -> synonym.words.contains(folded));
  }

  private static String quoted(String value) {
    return value.matches("[\\w.,:/=+-]+") ? value : '"' + value + '"';
  }
}
