/** Load on a model server. */
@NullMarked
package org.nn4j.bench.serve;

import org.jspecify.annotations.NullMarked;
