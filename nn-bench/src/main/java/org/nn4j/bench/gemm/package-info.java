/** The three matrix products of a layer, ours and others'. */
@NullMarked
package org.nn4j.bench.gemm;

import org.jspecify.annotations.NullMarked;
