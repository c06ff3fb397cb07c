/** What processes that train one network together send one another. */
@NullMarked
package org.nn4j.spark.net;

import org.jspecify.annotations.NullMarked;
