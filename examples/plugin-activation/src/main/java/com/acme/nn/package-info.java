/** Acme's activations and loss. */
package com.acme.nn;
