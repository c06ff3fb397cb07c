/** Training by PyTorch's C++ library. */
@NullMarked
package org.nn4j.bench.libtorch;

import org.jspecify.annotations.NullMarked;
