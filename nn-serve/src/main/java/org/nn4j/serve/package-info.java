/** Models over HTTP: protocols of model servers, streams of rows, and a page to try a model. */
@NullMarked
package org.nn4j.serve;

import org.jspecify.annotations.NullMarked;
