/** Writes the documents of the repository as a site. */
@NullMarked
package org.nn4j.site;

import org.jspecify.annotations.NullMarked;
