/** Plug-ins for nn4j as a third party writes them. */
module com.acme.nn {
  requires transitive org.nn4j.api;
  // Not always present at run time; see Squareplus.
  requires static jdk.incubator.vector;

  exports com.acme.nn;

  provides org.nn4j.api.Activation with
      com.acme.nn.SquaredRelu,
      com.acme.nn.Squareplus;
  provides org.nn4j.api.Loss with
      com.acme.nn.Cauchy;
}
