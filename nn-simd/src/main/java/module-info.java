/** Scalar and Vector API kernels. */
module org.nn4j.simd {
  requires static jdk.incubator.vector;
  requires static transitive org.jspecify;
  requires transitive org.nn4j.api;

  provides org.nn4j.api.KernelsProvider with
      org.nn4j.simd.AdaptiveKernelsProvider,
      org.nn4j.simd.ScalarKernelsProvider,
      org.nn4j.simd.SimdKernelsProvider;
}
