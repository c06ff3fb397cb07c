/**
 * From names to parts: the grammar of component expressions, the catalog of all parts, plug-in
 * loading and the choice of kernels.
 *
 * <p>{@link org.nn4j.core.registry.PluginLoader} finds the parts, {@link
 * org.nn4j.core.registry.Catalog} builds them from expressions such as {@code
 * leaky_relu(slope=0.2)}, {@link org.nn4j.core.registry.KernelsSelector} picks the kernels.
 */
@NullMarked
package org.nn4j.core.registry;

import org.jspecify.annotations.NullMarked;
