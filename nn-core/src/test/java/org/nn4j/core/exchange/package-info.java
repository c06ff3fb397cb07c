/** Tests of models that come from other programs, with those in golden/exchange. */
@NullMarked
package org.nn4j.core.exchange;

import org.jspecify.annotations.NullMarked;
