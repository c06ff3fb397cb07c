/** Estimators and models of Spark ML that train nn4j's networks and predict with them. */
@NullMarked
package org.nn4j.spark;

import org.jspecify.annotations.NullMarked;
