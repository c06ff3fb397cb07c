/** Network, trainer, data and model files. */
@NullMarked
package org.nn4j.core;

import org.jspecify.annotations.NullMarked;
