package org.nn4j.core.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The names that other libraries have for parts and their parameters. They serve only for
 * suggestions: no name is replaced by another, since defaults may differ.
 */
final class Synonyms {
  /** Words of one meaning, a line each; what is known here is suggested for what is not. */
  private static final List<Set<String>> GROUPS =
      """
      lr learning_rate learning_rate_init eta eta0 base_lr rate
      beta1 b1 betas momentum
      beta2 b2 betas
      eps epsilon
      weight_decay decay wd lambda l2 l2_regularization kernel_regularizer regularization
      slope negative_slope alpha leak leakiness
      alpha rho smoothing
      gamma factor decay_rate decay drop
      step_size step every epochs period
      t_max total_iters total_steps decay_steps epochs max_epochs
      t_0 period first
      eta_min min_lr lr_min min_rate
      steps warmup warmup_steps num_warmup_steps epochs
      units neurons size width out_features output_dim hidden nodes n
      rate p prob probability dropout dropout_rate drop
      initializer kernel_initializer weight_initializer weight_init init
      std stddev sigma scale
      mean mu loc
      low min minval a
      high max maxval b
      delta beta
      average avg mean
      min_delta tol tolerance delta threshold
      patience n_iter_no_change wait epochs
      accuracy acc categorical_accuracy binary_accuracy sparse_categorical_accuracy score
      roc_auc auc auroc auc_roc roc area_under_curve
      balanced_accuracy bacc balanced_acc
      r2 r_squared coefficient_of_determination
      d2 d2_tweedie d2_tweedie_score deviance
      mse mean_squared_error squared_error l2 l2_loss quadratic
      mape mean_absolute_percentage_error percentage_error
      msle mean_squared_logarithmic_error mean_squared_log_error rmsle
      mae mean_absolute_error absolute_error l1 l1_loss
      rmse root_mean_squared_error
      log_loss cross_entropy cross_entropy_loss bce ce
      log_loss nll negative_log_likelihood
      brier brier_score brier_score_loss
      pr_auc average_precision ap auprc auc_pr
      kappa cohen_kappa cohens_kappa cohen_kappa_score
      mcc matthews matthews_corrcoef
      f1 f_score f_measure dice
      recall sensitivity tpr true_positive_rate
      precision ppv
      error_rate error misclassification
      subset_accuracy exact_match exact_match_ratio
      top_k top5 top_k_categorical_accuracy
      categorical_cross_entropy cross_entropy cross_entropy_loss sparse_categorical_cross_entropy ce \
      log_loss xent
      binary_cross_entropy cross_entropy cross_entropy_loss bce_loss log_loss logistic
      softmax_cross_entropy cross_entropy_with_logits softmax_cross_entropy_with_logits
      huber smooth_l1 smooth_l1_loss
      kl_divergence kl kld kl_div kullback_leibler
      hinge svm margin
      categorical_hinge multi_margin crammer_singer
      cosine_similarity cosine cosine_proximity cosine_distance cosine_embedding
      binary_focal binary_focal_cross_entropy sigmoid_focal
      categorical_focal categorical_focal_cross_entropy
      pinball quantile quantile_loss
      gaussian_nll gaussian gaussian_nll_loss heteroscedastic
      mixture_density mdn mixture_density_network gaussian_mixture
      leaky_relu lrelu
      identity linear none
      sigmoid logistic
      silu swish
      relu rectifier rectified_linear
      hard_swish hswish hard_silu
      exponential exp
      soft_shrink shrink
      symlog log
      gelu_tanh gelu_new gelu_fast
      sgd gd gradient_descent momentum nesterov
      adam amsgrad
      levenberg_marquardt lm trainlm
      cosine cos cosine_annealing cosine_annealing_lr cosine_decay
      reduce_on_plateau plateau reduce_lr_on_plateau
      exponential exp exponential_lr exponential_decay
      step step_lr step_decay
      multi_step multi_step_lr
      inverse_time invscaling inverse_scaling
      constant fixed none
      glorot_uniform xavier glorot xavier_uniform
      glorot_normal xavier glorot xavier_normal
      identity eye
      variance_scaling var_scaling scaling
      he_normal kaiming he kaiming_normal
      he_uniform kaiming he kaiming_uniform
      zeros zero
      normal gaussian random_normal
      uniform random_uniform
      dense linear fully_connected fc
      batch_norm bn batch_normalization batch_norm1d
      layer_norm ln layer_normalization
      rms_norm rms_normalization root_mean_square_norm
      gaussian_noise noise
      dropout gaussian_dropout
      dropconnect drop_connect weight_dropout
      residual skip skip_connection
      """
          .lines()
          .map(
              line ->
                  Set.copyOf(Stream.of(line.split(" ", -1)).map(Synonyms::key).distinct().toList()))
          .toList();

  private Synonyms() {}

  /** Returns those of some names that mean what a word means elsewhere, in their order. */
  static List<String> of(String word, Collection<String> names) {
    String wanted = key(word);
    return names.stream()
        .distinct()
        .sorted(Comparator.comparingInt(name -> key(name).equals(wanted) ? 0 : 1))
        .filter(name -> GROUPS.stream().anyMatch(g -> g.contains(wanted) && g.contains(key(name))))
        .toList();
  }

  /** Returns the groups, in the form of {@link #key}. */
  static List<Set<String>> groups() {
    return GROUPS;
  }

  /** Returns a word without what people write differently: case, hyphens and underscores. */
  static String key(String word) {
    return Names.fold(word).replace("_", "");
  }
}
