/**
 * Networks: a definition, its parameters in flat storage, and the objects bound to them that
 * compute batches forward and backward.
 */
@NullMarked
package org.nn4j.core.network;

import org.jspecify.annotations.NullMarked;
