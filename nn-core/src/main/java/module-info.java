/** Registry and plug-in loading, layers, network, trainer, data and model files. */
module org.nn4j.core {
  requires static transitive org.jspecify;
  requires transitive org.nn4j.api;
  requires static com.google.guice;
  requires static java.compiler;
  requires de.siegmar.fastcsv;
  requires org.slf4j;
  requires tools.jackson.databind;

  exports org.nn4j.core;
  exports org.nn4j.core.activation;
  exports org.nn4j.core.checkpoint;
  exports org.nn4j.core.comparison;
  exports org.nn4j.core.crossval;
  exports org.nn4j.core.data;
  exports org.nn4j.core.data.read;
  exports org.nn4j.core.data.split;
  exports org.nn4j.core.diagnosis;
  exports org.nn4j.core.exchange;
  exports org.nn4j.core.gradcheck;
  exports org.nn4j.core.initializer;
  exports org.nn4j.core.inject;
  exports org.nn4j.core.layer;
  exports org.nn4j.core.metric;
  exports org.nn4j.core.model;
  exports org.nn4j.core.network;
  exports org.nn4j.core.preprocess;
  exports org.nn4j.core.random;
  exports org.nn4j.core.registry;
  exports org.nn4j.core.training;
  exports org.nn4j.core.training.shard;
  exports org.nn4j.core.data.text to
      org.nn4j.experiment,
      org.nn4j.onnx,
      org.nn4j.report;
  exports org.nn4j.core.io to
      org.nn4j.experiment,
      org.nn4j.onnx,
      org.nn4j.report,
      org.nn4j.serve;
  exports org.nn4j.core.log to
      org.nn4j.serve;
  exports org.nn4j.core.text to
      org.nn4j.experiment,
      org.nn4j.explain,
      org.nn4j.report,
      org.nn4j.serve;

  uses org.nn4j.api.Activation;
  uses org.nn4j.api.Initializer;
  uses org.nn4j.api.KernelsProvider;
  uses org.nn4j.api.Layer;
  uses org.nn4j.api.LearningRateSchedule;
  uses org.nn4j.api.Loss;
  uses org.nn4j.api.Metric;
  uses org.nn4j.api.ModelSource;
  uses org.nn4j.api.Optimizer;
  uses org.nn4j.api.TableSource;
  uses org.slf4j.spi.SLF4JServiceProvider;

  provides org.nn4j.api.Activation with
      org.nn4j.core.activation.Celu,
      org.nn4j.core.activation.Clamp,
      org.nn4j.core.activation.Cube,
      org.nn4j.core.activation.Elliott,
      org.nn4j.core.activation.Elu,
      org.nn4j.core.activation.Entmax,
      org.nn4j.core.activation.Exponential,
      org.nn4j.core.activation.Gaussian,
      org.nn4j.core.activation.Gelu,
      org.nn4j.core.activation.GeluTanh,
      org.nn4j.core.activation.HardShrink,
      org.nn4j.core.activation.HardSigmoid,
      org.nn4j.core.activation.HardSwish,
      org.nn4j.core.activation.HardTanh,
      org.nn4j.core.activation.Identity,
      org.nn4j.core.activation.LeakyRelu,
      org.nn4j.core.activation.LogSigmoid,
      org.nn4j.core.activation.LogSoftmax,
      org.nn4j.core.activation.Mish,
      org.nn4j.core.activation.Ordered,
      org.nn4j.core.activation.Parametric,
      org.nn4j.core.activation.Prelu,
      org.nn4j.core.activation.RationalTanh,
      org.nn4j.core.activation.RectifiedTanh,
      org.nn4j.core.activation.Relu,
      org.nn4j.core.activation.Relu6,
      org.nn4j.core.activation.Rrelu,
      org.nn4j.core.activation.Selu,
      org.nn4j.core.activation.Sigmoid,
      org.nn4j.core.activation.Silu,
      org.nn4j.core.activation.Sin,
      org.nn4j.core.activation.SoftShrink,
      org.nn4j.core.activation.Softmax,
      org.nn4j.core.activation.Softmin,
      org.nn4j.core.activation.Softplus,
      org.nn4j.core.activation.Softsign,
      org.nn4j.core.activation.SparsePlus,
      org.nn4j.core.activation.SparseSigmoid,
      org.nn4j.core.activation.Sparsemax,
      org.nn4j.core.activation.Squareplus,
      org.nn4j.core.activation.Symlog,
      org.nn4j.core.activation.Tanh,
      org.nn4j.core.activation.TanhShrink,
      org.nn4j.core.activation.Threshold;
  provides org.nn4j.api.Initializer with
      org.nn4j.core.initializer.Constant,
      org.nn4j.core.initializer.DataDriven,
      org.nn4j.core.initializer.GlorotNormal,
      org.nn4j.core.initializer.GlorotUniform,
      org.nn4j.core.initializer.HeNormal,
      org.nn4j.core.initializer.HeUniform,
      org.nn4j.core.initializer.IdentityMatrix,
      org.nn4j.core.initializer.LecunNormal,
      org.nn4j.core.initializer.LecunUniform,
      org.nn4j.core.initializer.NguyenWidrow,
      org.nn4j.core.initializer.Normal,
      org.nn4j.core.initializer.Ones,
      org.nn4j.core.initializer.Orthogonal,
      org.nn4j.core.initializer.Sparse,
      org.nn4j.core.initializer.TruncatedNormal,
      org.nn4j.core.initializer.Uniform,
      org.nn4j.core.initializer.VarianceScaling,
      org.nn4j.core.initializer.Zeros;
  provides org.nn4j.api.Layer with
      org.nn4j.core.layer.ActivationLayer,
      org.nn4j.core.layer.AlphaDropout,
      org.nn4j.core.layer.BatchNorm,
      org.nn4j.core.layer.Concat,
      org.nn4j.core.layer.Dense,
      org.nn4j.core.layer.DropConnect,
      org.nn4j.core.layer.Dropout,
      org.nn4j.core.layer.Embedding,
      org.nn4j.core.layer.Ensemble,
      org.nn4j.core.layer.GaussianNoise,
      org.nn4j.core.layer.Geglu,
      org.nn4j.core.layer.Glu,
      org.nn4j.core.layer.LayerNorm,
      org.nn4j.core.layer.Maxout,
      org.nn4j.core.layer.Pbld,
      org.nn4j.core.layer.PiecewiseLinear,
      org.nn4j.core.layer.Residual,
      org.nn4j.core.layer.RmsNorm,
      org.nn4j.core.layer.Scale,
      org.nn4j.core.layer.Sequential,
      org.nn4j.core.layer.Swiglu;
  provides org.nn4j.api.Metric with
      org.nn4j.core.metric.Accuracy,
      org.nn4j.core.metric.BalancedAccuracy,
      org.nn4j.core.metric.Brier,
      org.nn4j.core.metric.D2,
      org.nn4j.core.metric.ErrorRate,
      org.nn4j.core.metric.ExpectedCalibrationError,
      org.nn4j.core.metric.ExplainedVariance,
      org.nn4j.core.metric.F1Score,
      org.nn4j.core.metric.Gini,
      org.nn4j.core.metric.HammingLoss,
      org.nn4j.core.metric.Kappa,
      org.nn4j.core.metric.LabelF1,
      org.nn4j.core.metric.LabelRocAuc,
      org.nn4j.core.metric.LogLoss,
      org.nn4j.core.metric.Mcc,
      org.nn4j.core.metric.MeanAbsoluteError,
      org.nn4j.core.metric.MeanAbsolutePercentageError,
      org.nn4j.core.metric.MeanSquaredError,
      org.nn4j.core.metric.MeanSquaredLogarithmicError,
      org.nn4j.core.metric.PinballScore,
      org.nn4j.core.metric.PrAuc,
      org.nn4j.core.metric.PrecisionScore,
      org.nn4j.core.metric.R2,
      org.nn4j.core.metric.RecallScore,
      org.nn4j.core.metric.RocAuc,
      org.nn4j.core.metric.RootMeanSquaredError,
      org.nn4j.core.metric.SubsetAccuracy,
      org.nn4j.core.metric.TopK;
}
