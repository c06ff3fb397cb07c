/** Reading of tables from CSV, IDX and the sources of plug-ins. */
@NullMarked
package org.nn4j.core.data.read;

import org.jspecify.annotations.NullMarked;
