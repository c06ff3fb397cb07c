/** The Guice wiring: {@link org.nn4j.core.inject.NnModule}, to install and to override. */
@NullMarked
package org.nn4j.core.inject;

import org.jspecify.annotations.NullMarked;
