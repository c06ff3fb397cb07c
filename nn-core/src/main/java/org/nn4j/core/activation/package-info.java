/**
 * The built-in activations.
 *
 * <p>Each record states σ and σ' as scalar functions in double, which is the definition that tests
 * and gradient checks compare with; whole matrices go to {@link org.nn4j.api.Kernels}.
 */
@NullMarked
package org.nn4j.core.activation;

import org.jspecify.annotations.NullMarked;
