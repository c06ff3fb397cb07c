/** Plug-in projects: what {@code nn plugins new} writes, and nn4j's own jars to build them with. */
@NullMarked
package org.nn4j.cli.plugin;

import org.jspecify.annotations.NullMarked;
