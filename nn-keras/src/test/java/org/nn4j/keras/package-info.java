/** Tests of the reader of Keras models, with files made by golden/exchange/keras_models.py. */
@NullMarked
package org.nn4j.keras;

import org.jspecify.annotations.NullMarked;
